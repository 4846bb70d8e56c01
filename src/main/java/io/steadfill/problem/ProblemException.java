package io.steadfill.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The world refused: a code, a sentence that says what to do next, and named facts. */
public final class ProblemException extends RuntimeException {

    private final Problem problem;
    private final transient Map<String, Object> facts;

    ProblemException(Problem problem, String detail, Map<String, Object> facts, @Nullable Throwable cause) {
        super(detail, cause);
        this.problem = problem;
        this.facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    public Problem problem() {
        return problem;
    }

    /** What an operator does next, in a sentence. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** What every document of it begins with, by the names of RFC 9457; the facts follow in the form of whoever writes it. A new map. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "/problems/" + problem.code());
        document.put("title", problem.title());
        document.put("status", problem.status());
        document.put("detail", detail());
        document.put("code", problem.code());
        return document;
    }

    /** Named facts in the order they were given; values are texts, numbers or lists of them. */
    public Map<String, Object> facts() {
        return facts;
    }
}
