package io.steadfill.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the facts of a refusal; {@link #says} ends it. */
public final class ProblemBuilder {

    private final Problem problem;
    private final Map<String, Object> facts = new LinkedHashMap<>();

    ProblemBuilder(Problem problem) {
        this.problem = problem;
    }

    public ProblemBuilder with(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    public ProblemException says(String detail) {
        return says(detail, null);
    }

    public ProblemException says(String detail, @Nullable Throwable cause) {
        return new ProblemException(problem, detail, facts, cause);
    }
}
