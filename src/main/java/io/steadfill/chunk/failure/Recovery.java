package io.steadfill.chunk.failure;

import io.steadfill.database.Failure;
import io.steadfill.database.rows.Locking;
import io.steadfill.definition.Mask;
import io.steadfill.problem.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What to try after a chunk failed, for one partition: again, with fewer rows, past locked rows, or not at all. A committed chunk makes it
 * forget, but for the size, which grows back by doubling, and for a table whose rows are fought for.
 */
public final class Recovery {

    private static final int LOSSES_BEFORE_HALVING = 3;
    private static final int LOSSES_BEFORE_HOLD = 60;
    private static final int CANCELS_BEFORE_HOLD = 3;
    private static final long NAP_MIN_MILLIS = 10;
    private static final long NAP_MAX_MILLIS = 2_000;
    private static final long RESOURCE_NAP_MILLIS = 5_000;

    private final RandomGenerator random;
    private final boolean maySkip;
    private final Mask mask;
    private int rowsMax = Integer.MAX_VALUE;
    private int failures;
    private final Contention contention = new Contention();
    private int cancels;
    private @Nullable SQLException poison;

    /**
     * @param maySkip whether locked rows may be left to a sweep
     * @param mask the job's: its words hide what it hides
     */
    public Recovery(RandomGenerator random, boolean maySkip, Mask mask) {
        this.random = random;
        this.maySkip = maySkip;
        this.mask = mask;
    }

    public int rows(int wanted) {
        return Math.min(wanted, rowsMax);
    }

    public Locking locking() {
        return maySkip && contention.isSkipping() ? Locking.SKIP : Locking.WAIT;
    }

    /** What the database said of the one row that is left of a failing chunk; null while none is found guilty. */
    @Nullable
    public SQLException poison() {
        return poison;
    }

    /** Whether a lock has been waited for so long that an operator must see it. */
    public boolean isStuckOnLock() {
        return !maySkip && contention.losses() >= LOSSES_BEFORE_HOLD;
    }

    public void committed() {
        failures = 0;
        contention.committed();
        cancels = 0;
        poison = null;
        if (rowsMax != Integer.MAX_VALUE) {
            // The range is halved down to the guilty row and doubled afterwards: one poison row in 10 000 costs about
            // 27 transactions.
            rowsMax = rowsMax > 1_000_000 ? Integer.MAX_VALUE : rowsMax * 2;
        }
    }

    /**
     * Decides after a failure.
     *
     * @param tried the rows the failed chunk was planned with
     */
    public Next after(Failure failure, SQLException error, int tried) {
        failures++;
        return switch (failure) {
            case TRANSIENT -> again("transient failure " + error.getSQLState());
            case LOCKED -> {
                contention.lost();
                if (!maySkip && contention.losses() % LOSSES_BEFORE_HALVING == 0) {
                    // Some row of many may always be locked by somebody, one row seldom is.
                    rowsMax = Math.max(1, tried / 2);
                }
                yield again("lost to a lock");
            }
            case CANCELLED -> cancelled(error, tried);
            case CONNECTION -> new Next(nap(NAP_MAX_MILLIS), true, "connection lost", null);
            case RESOURCE ->
                new Next(
                        Duration.ofMillis(RESOURCE_NAP_MILLIS),
                        true,
                        "the server says " + ServerWords.of(error, mask),
                        null);
            case DISK_FULL -> new Next(FullDisk.NAP, true, FullDisk.says(error, mask), null);
            case DRIFT ->
                hold(
                        Problem.COLUMN_NOT_FOUND,
                        "the job does not fit the table, or no longer does: " + ServerWords.of(error, mask)
                                + "; bring the table back to what it was and resume, or cancel the run, mend the job and run it again");
            case PRIVILEGE ->
                hold(
                        Problem.PRIVILEGE_MISSING,
                        "our role may not do this: " + ServerWords.of(error, mask)
                                + "; have an owner of the table grant what is missing, then resume");
            case DATA -> bisect(error, tried);
        };
    }

    private Next bisect(SQLException error, int tried) {
        if (tried <= 1) {
            poison = error;
            return new Next(Duration.ZERO, false, "found the guilty row", null);
        }
        rowsMax = Math.max(1, tried / 2);
        return new Next(Duration.ZERO, false, "halved to " + rowsMax + " rows after " + error.getSQLState(), null);
    }

    private Next cancelled(SQLException error, int tried) {
        boolean byPerson = String.valueOf(error.getMessage()).contains("user request");
        cancels++;
        if (byPerson && cancels >= CANCELS_BEFORE_HOLD) {
            return hold(
                    Problem.RUN_FAILED,
                    "somebody cancelled our statement " + cancels + " times in a row; ask who, then resume");
        }
        if (byPerson || tried > 1) {
            rowsMax = Math.max(1, tried / 2);
            return new Next(nap(100), false, "cancelled, halved to " + rowsMax + " rows", null);
        }
        poison = error;
        return new Next(Duration.ZERO, false, "one row alone runs over the statement time", null);
    }

    private Next again(String why) {
        Duration nap = nap(NAP_MAX_MILLIS);
        return new Next(nap, false, why + ", again in " + nap.toMillis() + " ms", null);
    }

    private static Next hold(Problem problem, String says) {
        return new Next(Duration.ZERO, false, says, problem);
    }

    private Duration nap(long most) {
        long ceiling = Math.min(most, NAP_MIN_MILLIS << Math.min(failures, 10));
        return Duration.ofMillis(NAP_MIN_MILLIS / 2 + random.nextLong(ceiling));
    }

    /**
     * What comes next.
     *
     * @param reconnect whether the session is of no more use
     * @param hold why a person must look; null to try again
     */
    public record Next(
            Duration nap,
            boolean reconnect,
            String says,
            @Nullable Problem hold) {}
}
