package io.steadfill.schema.statement;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.ddl.SchemaSql;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Looks, while a statement runs, who stands in its way; afterwards the server has forgotten it. */
final class LockWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LockWatch.class);
    private static final long LOOK_EVERY_MILLIS = 250;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile List<String> seen = List.of();

    private LockWatch(Database database, SchemaSql sql, long waitingSession) {
        this.thread = new Thread(() -> look(database, sql, waitingSession), "lock-watch");
        this.thread.setDaemon(true);
    }

    static LockWatch over(Database database, SchemaSql sql, long waitingSession) {
        LockWatch watch = new LockWatch(database, sql, waitingSession);
        watch.thread.start();
        return watch;
    }

    private void look(Database database, SchemaSql sql, long waitingSession) {
        try {
            if (over.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            try (Session helper = database.open(Database.Purpose.BOOKKEEPING)) {
                do {
                    List<String> now = sql.blockers(helper, waitingSession);
                    seen = now.isEmpty() ? seen : now;
                } while (!over.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
            }
        } catch (SQLException | DataAccessException e) {
            // The statement itself goes on; only the blocker's name is missing from the message.
            LOG.debug("cannot look for blockers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who was last seen in the way, one sentence each; empty where nobody was. */
    List<String> blockers() {
        return seen;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
