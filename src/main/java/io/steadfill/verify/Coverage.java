package io.steadfill.verify;

import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether partitions cover a key space without gap or overlap, each of them done: they chain by the texts of their keys. */
public final class Coverage {

    private final KeyRange whole;
    private final Map<String, Slice> byStart = new HashMap<>();

    private Coverage(Collection<Slice> slices, KeyRange whole) {
        this.whole = whole;
        for (Slice slice : slices) {
            Slice other = byStart.put(text(slice.range().after()), slice);
            if (other != null) {
                throw broken(
                        slice,
                        "overlaps " + other.name() + ": both begin after "
                                + place(slice.range().after(), "the start"));
            }
        }
    }

    /**
     * Checks the partitions of a run, in any order.
     *
     * @param whole {@link KeyRange#ALL}, or up to the last key where the run froze it
     * @throws ProblemException {@link Problem#COVERAGE_BROKEN} that names the place
     */
    public static void check(Collection<Slice> slices, KeyRange whole) {
        new Coverage(slices, whole).check();
    }

    private void check() {
        @Nullable Key reached = whole.after();
        while (true) {
            Slice slice = byStart.remove(text(reached));
            if (slice == null) {
                throw Problem.COVERAGE_BROKEN
                        .with("place", place(reached, "the start"))
                        .says(
                                "no partition goes on after " + place(reached, "the start")
                                        + "; the target's partition rows were lost or edited, restore them or run the job anew");
            }
            checkDone(slice);
            reached = slice.range().upTo();
            if (text(reached).equals(text(whole.upTo()))) {
                break;
            }
            if (reached == null) {
                throw broken(slice, "goes on to the end, beyond " + whole.upTo());
            }
        }
        if (!byStart.isEmpty()) {
            throw broken(byStart.values().iterator().next(), "lies outside the chain of the others");
        }
    }

    private static void checkDone(Slice slice) {
        if (!slice.done()) {
            throw broken(
                    slice, "is not done: it stands at " + place(slice.at(), "its beginning") + " of " + slice.range());
        }
    }

    private static ProblemException broken(Slice slice, String how) {
        return Problem.COVERAGE_BROKEN
                .with("partition", slice.name())
                .with("range", slice.range().toString())
                .says("partition " + slice.name() + " " + how + "; resume the run, or run the job anew");
    }

    /** Keys are equal when their texts are; an open side has the text of no key. */
    private static String text(@Nullable Key key) {
        return key == null ? "" : key.text();
    }

    private static String place(@Nullable Key key, String open) {
        return key == null ? open : key.toString();
    }
}
