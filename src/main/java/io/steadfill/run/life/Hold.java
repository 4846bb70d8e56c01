package io.steadfill.run.life;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reason to be paused. A run goes on when none is left.
 *
 * @param by a person, or {@code engine}
 * @param expires null for a hold that somebody must lift
 */
public record Hold(
        String id,
        HoldKind kind,
        String by,
        String why,
        Instant since,
        @Nullable Instant expires) {

    /** The reason of a hold that waits for a second person's word. */
    public static String asking(String approvalId, String because) {
        return approvalId + ": " + because;
    }

    /** The request that it waits for; null where it waits for none. */
    public @Nullable String approval() {
        return kind == HoldKind.APPROVAL ? why.replaceFirst(":.*", "") : null;
    }

    /** What holds the run and why, without a full stop. */
    public String says() {
        return kind == HoldKind.APPROVAL
                ? "A second person has to approve it: " + why.replaceFirst("^[^ :]*: ", "")
                : "Held by " + by + ": " + why;
    }

    /** The one of several that is the hardest to get rid of, and so the one to speak of; empty where there is none. */
    public static Optional<Hold> hardest(List<Hold> holds) {
        return holds.stream()
                .max(Comparator.comparingInt(Hold::hardness)
                        .thenComparing(Hold::expires, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Hold::since, Comparator.reverseOrder()));
    }

    /**
     * Why a run with holds does not go on, and when it will, in two sentences.
     *
     * @param holds at least one
     * @param time how a time is said
     */
    public static String says(List<Hold> holds, Function<Instant, String> time) {
        Hold hold = hardest(holds).orElseThrow(() -> new IllegalArgumentException("nothing holds it"));
        return hold.says() + ". It goes on "
                + (hold.expires == null ? hold.kind.ends() : "by itself at " + time.apply(hold.expires))
                + (holds.size() == 1 ? "." : ", if no other hold is left then.");
    }

    /** One that has an end is gone by itself, whatever its kind. */
    private int hardness() {
        return expires == null ? kind.hardness() : 0;
    }
}
