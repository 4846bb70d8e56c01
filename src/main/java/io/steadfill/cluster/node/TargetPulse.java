package io.steadfill.cluster.node;

import io.steadfill.control.Control;
import io.steadfill.database.Database;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.ControlPulse;
import io.steadfill.database.target.TargetTables;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Says in every target that this node's control database lives, so that nobody takes it for lost because it rests; and says once when another
 * control took a target over. Used by one thread.
 */
public final class TargetPulse {

    /** A third of the time for which an adoption wants a target to be quiet. */
    public static final Duration EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(TargetPulse.class);

    private final Control control;
    private final Databases databases;
    private final Set<String> lost = new HashSet<>();

    TargetPulse(Control control, Databases databases) {
        this.control = control;
        this.databases = databases;
    }

    /** A target that does not answer, or is not ours, is left alone. */
    public void beat() {
        String id = control.identity().id();
        databases.names().forEach(name -> beat(name, id));
    }

    private void beat(String name, String id) {
        try {
            Database database = databases.named(name);
            database.transact(TransactionSettings.BOOKKEEPING, session -> {
                new TargetTables(database).check(session, id);
                ControlPulse.beat(session, id);
                return true;
            });
            lost.remove(name);
        } catch (ProblemException e) {
            if (e.problem() == Problem.CONTROL_SUPERSEDED && lost.add(name)) {
                LOG.warn("{}", e.detail());
            } else {
                LOG.debug("no sign of life is left in database {}", name, e);
            }
        } catch (DataAccessException e) {
            LOG.debug("no sign of life is left in database {}", name, e);
        }
    }
}
