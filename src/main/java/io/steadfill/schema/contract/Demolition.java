package io.steadfill.schema.contract;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.problem.Problem;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.schema.statement.Patience;
import io.steadfill.schema.statement.Visit;
import io.steadfill.script.Script;
import io.steadfill.script.statement.Barrier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes barriers down again whose proof failed or whose contract is taken back, each on a connection of its own. */
public final class Demolition {

    private static final Logger LOG = LoggerFactory.getLogger(Demolition.class);

    private final Visit visit;
    private final Database database;
    private final SchemaSql sql;
    private final Patience patience;

    public Demolition(Visit visit, Patience patience) {
        this.visit = visit;
        this.database = visit.database();
        this.sql = SchemaSql.of(database.dialect().vendor());
        this.patience = patience.urgent();
    }

    /** Takes down what still stands of a contract script that is taken back: its change may never have come to drop it. */
    public void clear(Script script) {
        for (Barrier barrier : Barrier.of(script.barriers(), database.dialect().vendor())) {
            try (Session session = database.open(Database.Purpose.SCHEMA)) {
                if (isOurs(session, script, barrier)
                        && barrier.standing(sql, session).isPresent()) {
                    visit.executor(session, patience)
                            .run("take down barrier " + barrier.name(), barrier.takeDown(database.dialect()));
                }
            } catch (SQLException e) {
                throw database.unreachable(e);
            }
        }
    }

    /** Whether the ledger knows that it was raised for the script, or may have been; one of that name alone may be anybody's. */
    boolean isOurs(Session session, Script script, Barrier barrier) {
        return visit.ledger()
                .row(session, script, barrier.statement())
                .filter(row -> row.is(Outcome.DONE) || row.is(Outcome.RUNNING))
                .isPresent();
    }

    /**
     * Takes down those that stand.
     *
     * @param why what made the proof fail; it stays the caller's to throw
     * @throws io.steadfill.problem.ProblemException when one could not be taken down, with the statement that does it
     */
    void takeDown(Script script, List<Barrier> barriers, RuntimeException why) {
        List<String> left = new ArrayList<>();
        for (Barrier barrier : barriers) {
            String statement = barrier.takeDown(database.dialect());
            try (Session session = database.open(Database.Purpose.SCHEMA)) {
                if (barrier.standing(sql, session).isPresent()) {
                    visit.executor(session, patience).run("take down barrier " + barrier.name(), statement);
                    LOG.warn("barrier {} was taken down: {}", barrier.name(), why.getMessage());
                }
                visit.ledger()
                        .row(session, script, barrier.statement())
                        .filter(row -> !row.is(Outcome.FAILED))
                        .ifPresent(row -> visit.ledger()
                                .ends(session, script, barrier.statement(), Outcome.UNDONE, why.getMessage()));
            } catch (SQLException | RuntimeException e) {
                why.addSuppressed(e);
                left.add(statement);
            }
        }
        if (!left.isEmpty()) {
            throw Problem.LOCK_BUSY
                    .with("statements", left)
                    .says(
                            "a barrier still stands and keeps the application from updating rows that violate it. Run this now: "
                                    + String.join("; ", left) + ". What went wrong first: " + why.getMessage(),
                            why);
        }
    }
}
