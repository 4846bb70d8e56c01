package io.steadfill.engine.execution;

import io.steadfill.chunk.Nap;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.chunk.failure.FullDisk;
import io.steadfill.database.Database;
import io.steadfill.database.Failure;
import io.steadfill.engine.RunOrder;
import io.steadfill.throttle.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries again while a lock of somebody else is in the way, an index being built or a schema change, or while the server's disk is full, and
 * says that it waits.
 */
public final class Patience {

    private static final Duration NAP_MIN = Duration.ofMillis(50);
    private static final Duration NAP_MAX = FullDisk.NAP;

    /** What may have to wait; it takes back what it began before it throws. */
    public interface Attempt<T> {
        T make() throws SQLException;
    }

    private final RunOrder order;
    private final Database database;

    Patience(ActiveRun run) {
        this(run.order(), run.database());
    }

    public Patience(RunOrder order, Database database) {
        this.order = order;
        this.database = database;
    }

    /** @throws StoppedException when the gate no longer says go */
    public <T> T until(Attempt<T> attempt) throws SQLException {
        for (Duration nap = NAP_MIN; ; nap = longer(nap)) {
            Verdict why;
            try {
                return attempt.make();
            } catch (RuntimeException | SQLException e) {
                why = passing(e);
                if (why == null) {
                    throw e;
                }
            }
            if (!Nap.told(nap, order.gate(), order.runId(), why, order.listener())) {
                throw new StoppedException();
            }
        }
    }

    private static Duration longer(Duration nap) {
        Duration twice = nap.multipliedBy(2);
        return twice.compareTo(NAP_MAX) > 0 ? NAP_MAX : twice;
    }

    private @Nullable Verdict passing(Exception error) {
        SQLException cause = Causes.sql(error);
        if (cause == null) {
            return null;
        }
        Failure failure = database.dialect().failure(cause);
        if (failure == Failure.DISK_FULL) {
            return FullDisk.verdict(cause, order.definition().mask());
        }
        return failure.isPassing()
                ? new Verdict(List.of(new Verdict.Reason(
                        "locked",
                        "another session holds a lock on " + order.definition().table())))
                : null;
    }
}
