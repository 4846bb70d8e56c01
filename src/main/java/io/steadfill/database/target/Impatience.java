package io.steadfill.database.target;

import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * A session waits for rows of our own tables, which a dead or frozen owner's transaction may still hold: after a while the session that the
 * server says is in the way is ended. Closed as soon as the wait is over.
 */
public final class Impatience implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Impatience.class);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** It waits for a database, which the pool that all share is too small for. */
    private static final Executor OWN_THREAD = new SimpleAsyncTaskExecutor("impatience-");

    private final CompletableFuture<Void> end;

    private Impatience(CompletableFuture<Void> end) {
        this.end = end;
    }

    /** @param waiting the session that is about to wait, its transaction begun */
    public static Impatience of(Database database, Session waiting) {
        long id = database.dialect().sessionId(waiting);
        return new Impatience(CompletableFuture.runAsync(
                () -> endBlockers(database, id),
                CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS, OWN_THREAD)));
    }

    private static void endBlockers(Database database, long waiting) {
        try (Session helper = database.open(Purpose.BOOKKEEPING)) {
            helper.begin(TransactionSettings.BOOKKEEPING);
            database.dialect()
                    .endBlockers(helper, waiting)
                    .forEach(what -> LOG.warn("a transaction kept our own rows locked: {}", what));
            helper.commit();
        } catch (SQLException | RuntimeException e) {
            LOG.warn("could not end the session that blocks our own rows", e);
        }
    }

    @Override
    public void close() {
        end.cancel(false);
    }
}
