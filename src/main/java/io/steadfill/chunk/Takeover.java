package io.steadfill.chunk;

import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.target.Impatience;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a partition under our fence, at the start and whenever the fate of a commit is in doubt: the partition row under its lock says what
 * was committed. A dead owner's transaction may still hold that lock; after ten seconds the session that the server says blocks us is ended.
 */
final class Takeover {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);

    private final Backfill run;

    Takeover(Backfill run) {
        this.run = run;
    }

    @SuppressWarnings("try") // The impatience is held, not used.
    Partition take(Partition known) throws SQLException {
        try (Session session = run.database().open(Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.BOOKKEEPING);
            try (Impatience impatience = Impatience.of(run.database(), session)) {
                Partition taken = run.partitions().take(session, known, run.fence());
                run.failPoints().reach("K17");
                session.commit();
                return taken;
            } catch (RuntimeException e) {
                SQLException cause = Causes.sql(e);
                if (cause != null && run.database().dialect().failure(cause) == Failure.LOCKED) {
                    LOG.warn("partition {} is still locked by its last owner; trying again", known);
                }
                throw e;
            }
        }
    }
}
