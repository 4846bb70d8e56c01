package io.steadfill.throttle;

import java.util.List;

/** Go on, or every reason why not. */
public record Verdict(List<Reason> reasons) {

    public static final Verdict GO = new Verdict(List.of());

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    public boolean isGo() {
        return reasons.isEmpty();
    }

    /**
     * One reason to wait.
     *
     * @param signal its name, such as {@code replica-lag}
     * @param says value, threshold and source, such as {@code replica r1 is 12.3 s behind, limit 5 s}
     */
    public record Reason(String signal, String says) {}
}
