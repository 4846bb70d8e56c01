package io.steadfill.engine.execution;

import io.steadfill.chunk.Nap;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.database.Database;
import io.steadfill.engine.RunOrder;
import io.steadfill.throttle.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Tries again while a lock of somebody else is in the way, an index being built or a schema change, and says that it waits. */
final class LockPatience {

    private static final Duration NAP_MIN = Duration.ofMillis(50);
    private static final Duration NAP_MAX = Duration.ofSeconds(5);

    /** What may meet a lock; it takes back what it began before it throws. */
    interface Attempt<T> {
        T make() throws SQLException;
    }

    private final RunOrder order;
    private final Database database;

    LockPatience(ActiveRun run) {
        this(run.order(), run.database());
    }

    LockPatience(RunOrder order, Database database) {
        this.order = order;
        this.database = database;
    }

    /** @throws StoppedException when the gate no longer says go */
    <T> T until(Attempt<T> attempt) throws SQLException {
        for (Duration nap = NAP_MIN; ; nap = longer(nap)) {
            try {
                return attempt.make();
            } catch (RuntimeException | SQLException e) {
                if (!isLock(e)) {
                    throw e;
                }
            }
            Verdict why = new Verdict(List.of(new Verdict.Reason(
                    "locked",
                    "another session holds a lock on " + order.definition().table())));
            long begun = System.nanoTime();
            boolean rested = Nap.take(nap, order.gate());
            order.listener().waiting(order.runId(), why, Duration.ofNanos(System.nanoTime() - begun));
            if (!rested) {
                throw new StoppedException();
            }
        }
    }

    private static Duration longer(Duration nap) {
        Duration twice = nap.multipliedBy(2);
        return twice.compareTo(NAP_MAX) > 0 ? NAP_MAX : twice;
    }

    private boolean isLock(Exception error) {
        SQLException cause = Causes.sql(error);
        return cause != null && database.dialect().failure(cause).isPassing();
    }
}
