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

    /** Named facts in the order they were given; values are texts, numbers or lists of them. */
    public Map<String, Object> facts() {
        return facts;
    }
}
