package io.steadfill.verify.walk;

import io.steadfill.database.Session;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Cuts a range into short ones that follow each other without gap or overlap, each as large as a tenth of a second allows. */
public final class RangeWalk implements Walk {

    /** Most rows of a range whose rows are read, not only counted. */
    public static final int ROWS_READ_MOST = 20_000;

    private static final int ROWS_FIRST = 2_000;
    private static final int ROWS_LEAST = 50;
    public static final int ROWS_COUNTED_MOST = 1_000_000;
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMillis(200);
    private static final int CANCELS_MAX = 3;

    private final Reads reads;
    private final Bounds bounds;
    private final LongSupplier nanos;
    private final int rowsMost;
    private @Nullable KeyRange rest;
    private int rows = ROWS_FIRST;

    /** @param rowsMost most rows of one range */
    public RangeWalk(Reads reads, Bounds bounds, KeyRange whole, int rowsMost, LongSupplier nanos) {
        this.reads = reads;
        this.bounds = bounds;
        this.rest = whole;
        this.rowsMost = rowsMost;
        this.nanos = nanos;
    }

    private record Step<T>(KeyRange range, boolean last, T what) {}

    /** Bound and look are of one transaction. */
    @Override
    public <T> Optional<Seen<T>> next(BiFunction<Session, KeyRange, T> look) {
        KeyRange left = rest;
        if (left == null) {
            return Optional.empty();
        }
        Step<T> step = smallEnough(left, look);
        Key upTo = step.range().upTo();
        rest = step.last() || upTo == null ? null : left.beyond(upTo);
        return Optional.of(new Seen<>(step.range(), step.what()));
    }

    private <T> Step<T> smallEnough(KeyRange left, BiFunction<Session, KeyRange, T> look) {
        for (int cancels = 1; ; cancels++) {
            try {
                long began = nanos.getAsLong();
                Step<T> step = reads.read(session -> step(session, left, look));
                resize(Duration.ofNanos(nanos.getAsLong() - began));
                return step;
            } catch (ReadCancelledException e) {
                if (rows == ROWS_LEAST && cancels >= CANCELS_MAX) {
                    throw Problem.NOT_VERIFIED
                            .with("range", left.toString())
                            .says(
                                    "reading " + rows + " rows of " + left
                                            + " was cancelled again and again; look for what slows or cancels it, and verify again",
                                    e);
                }
                rows = Math.max(ROWS_LEAST, rows / 4);
            }
        }
    }

    private <T> Step<T> step(Session session, KeyRange left, BiFunction<Session, KeyRange, T> look) {
        Key upper = bounds.next(session, left, rows);
        KeyRange range = upper == null ? left : left.upTo(upper);
        boolean last = upper == null || upper.equals(left.upTo());
        return new Step<>(range, last, look.apply(session, range));
    }

    private void resize(Duration took) {
        if (took.compareTo(SHORT) < 0) {
            rows = Math.min(rowsMost, rows * 2);
        } else if (took.compareTo(LONG) > 0) {
            rows = Math.max(ROWS_LEAST, rows / 2);
        }
    }
}
