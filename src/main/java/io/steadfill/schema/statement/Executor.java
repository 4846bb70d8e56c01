package io.steadfill.schema.statement;

import io.steadfill.chunk.failure.ServerWords;
import io.steadfill.database.Database;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.definition.Mask;
import io.steadfill.definition.TableName;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.schema.ledger.Ledger;
import io.steadfill.schema.ledger.LedgerRow;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.script.Script;
import io.steadfill.script.statement.Change;
import io.steadfill.script.statement.ScriptStatement;
import io.steadfill.script.statement.Shape;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Carries out one statement after the other, each written to the ledger before and after, and gives way to whoever holds a lock. */
public final class Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

    /** Work that a busy lock may make try again. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws SQLException;
    }

    private final Database database;
    private final SchemaSql sql;
    private final Session session;
    private final Ledger ledger;
    private final Mask mask;
    private final Patience patience;
    private final RandomGenerator random;

    /** @param mask the job's: where it hides anything, words of the server that may quote a row are kept nowhere */
    Executor(Database database, Session session, Ledger ledger, Mask mask, Patience patience, RandomGenerator random) {
        this.database = database;
        this.sql = SchemaSql.of(database.dialect().vendor());
        this.session = session;
        this.ledger = ledger;
        this.mask = mask;
        this.patience = patience;
        this.random = random;
    }

    /** Carries the statement out unless the ledger says that it is done. */
    public void apply(Script script, ScriptStatement statement) {
        Optional<LedgerRow> row = ledger.row(session, script, statement);
        if (row.isPresent() && row.get().is(Outcome.DONE)) {
            return;
        }
        boolean interrupted = row.isPresent() && row.get().is(Outcome.RUNNING);
        if (interrupted && tookEffect(script, statement)) {
            LOG.info("{}: took effect before the last process ended", script.at(statement));
            ledger.ends(session, script, statement, Outcome.DONE, null);
            return;
        }
        ledger.begins(session, script, statement);
        try {
            persist(script.at(statement) + " (" + statement.brief() + ")", () -> once(script, statement));
        } catch (ProblemException e) {
            remember(script, statement, e);
            throw e;
        }
        LOG.info("{}: done", script.at(statement));
    }

    private void once(Script script, ScriptStatement statement) throws SQLException {
        if (sql.runsAlone(statement.text())) {
            removeLeftovers(statement);
            sql.runAlone(session, statement.text(), patience.statementTimeout());
            ledger.ends(session, script, statement, Outcome.DONE, null);
        } else {
            sql.run(
                    session,
                    statement.text(),
                    patience.lockTimeout(),
                    open -> ledger.ends(open, script, statement, Outcome.DONE, null));
        }
    }

    /** Carries statements out while nobody else gets at the tables. */
    public void applyTogether(Script script, List<ScriptStatement> statements, List<TableName> tables) {
        statements.forEach(statement -> ledger.begins(session, script, statement));
        try (Session second = database.open(Database.Purpose.SCHEMA)) {
            List<SchemaSql.Step> steps = statements.stream()
                    .map(s -> new SchemaSql.Step(s.text(), open -> ledger.ends(open, script, s, Outcome.DONE, null)))
                    .toList();
            persist(script.file(), () -> sql.together(session, second, tables, patience.lockTimeout(), steps));
        } catch (SQLException e) {
            throw failed(script.file(), database.dialect().failure(e), e);
        } catch (ProblemException e) {
            statements.stream()
                    .filter(s -> ledger.row(session, script, s)
                            .filter(row -> row.is(Outcome.RUNNING))
                            .isPresent())
                    .forEach(s -> remember(script, s, e));
            throw e;
        }
    }

    /** Books those that took effect though nobody was there to hear of it. */
    public void findOut(Script script, List<ScriptStatement> statements) {
        for (ScriptStatement statement : statements) {
            boolean interrupted = ledger.row(session, script, statement)
                    .filter(row -> row.is(Outcome.RUNNING))
                    .isPresent();
            if (interrupted && tookEffect(script, statement)) {
                ledger.ends(session, script, statement, Outcome.DONE, null);
            }
        }
    }

    /** Runs one statement that no ledger row is for, as patiently. */
    public void run(String what, String statement) {
        persist(what, () -> sql.run(session, statement, patience.lockTimeout(), open -> {}));
    }

    /** An index that failed to build stays behind invalid: it serves nobody, costs every write, and fools {@code if not exists}. */
    private void removeLeftovers(ScriptStatement statement) throws SQLException {
        for (Change change : Shape.of(statement, database.dialect().vendor())) {
            // The index that is to be built anew may well be invalid: that is why.
            boolean builds = change.kind() == Change.Kind.CREATE_INDEX
                    || (change.kind() == Change.Kind.REINDEX && !change.has("index"));
            if (builds && change.name() != null) {
                refuseIfRunning(statement.brief(), statement);
                TableName on = change.table() == null ? new TableName(null, change.name()) : change.table();
                for (String leftover : sql.leftovers(session, on, change.name())) {
                    LOG.info("an interrupted build left an invalid index behind: {}", leftover);
                    sql.runAlone(session, leftover, patience.statementTimeout());
                }
            }
        }
    }

    /** Tries until it succeeds, or it is somebody else's lock for too long, or it is no matter of locks. */
    public void persist(String what, Attempt attempt) {
        for (int tried = 1; ; tried++) {
            List<String> blockers;
            SQLException error;
            try (LockWatch watch =
                    LockWatch.over(database, sql, database.dialect().sessionId(session))) {
                error = outcome(attempt);
                blockers = watch.blockers();
            }
            if (error == null) {
                return;
            }
            Failure failure = database.dialect().failure(error);
            boolean again = failure.isPassing();
            if (!again) {
                throw failed(what, failure, error);
            }
            if (tried >= patience.tries()) {
                throw busy(what, blockers, error);
            }
            LOG.warn("{}: the lock is held by {}; try {} of {}", what, blockers, tried, patience.tries());
            nap(tried, what, error);
        }
    }

    private static @Nullable SQLException outcome(Attempt attempt) {
        try {
            attempt.run();
            return null;
        } catch (SQLException e) {
            return e;
        } catch (DataAccessException e) {
            if (e.getCause() instanceof SQLException cause) {
                return cause;
            }
            throw e;
        }
    }

    private ProblemException failed(String what, Failure failure, SQLException error) {
        if (failure == Failure.CONNECTION) {
            return Problem.DATABASE_UNREACHABLE
                    .with("statement", what)
                    .says(
                            what
                                    + ": the connection was lost; give the same command again, it goes on at this statement",
                            error);
        }
        return Problem.SCRIPT_FAILED
                .with("statement", what)
                .with("sqlstate", String.valueOf(error.getSQLState()))
                .says(
                        what + ": " + (mask.isEmpty() ? error.getMessage() : ServerWords.of(error, mask))
                                + "\nCorrect it and give the same command again, which goes on at this statement, or give 'schema"
                                + " undo'.",
                        error);
    }

    private ProblemException busy(String what, List<String> blockers, SQLException error) {
        String who = blockers.isEmpty() ? "the server does not tell by whom" : String.join("; ", blockers);
        return Problem.LOCK_BUSY
                .with("statement", what)
                .with("blockers", blockers)
                .says(
                        what + ": the lock that it needs was held in each of " + patience.tries() + " tries: " + who
                                + ". End or await that session, then give the same command again.",
                        error);
    }

    private void nap(int tried, String what, SQLException error) {
        try {
            Thread.sleep(patience.nap(tried, random.nextDouble()).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(what, List.of(), error);
        }
    }

    private void remember(Script script, ScriptStatement statement, ProblemException why) {
        if (why.problem() == Problem.DATABASE_UNREACHABLE) {
            // The row stays as running, and the next call finds out what became of it.
            return;
        }
        try {
            ledger.ends(session, script, statement, Outcome.FAILED, why.detail());
        } catch (DataAccessException e) {
            LOG.warn("{}: the ledger could not be told of the failure", script.at(statement), e);
        }
    }

    private boolean tookEffect(Script script, ScriptStatement statement) {
        boolean booksWithIt = sql.holdsLocksOverDdl() && !sql.runsAlone(statement.text());
        if (booksWithIt) {
            return false;
        }
        String at = script.at(statement);
        refuseIfRunning(at, statement);
        List<Change> changes = Shape.of(statement, database.dialect().vendor());
        return switch (new Aftermath(sql, session).of(changes)) {
            case TOOK_EFFECT -> true;
            case TOOK_NONE -> false;
            case UNKNOWN ->
                throw Problem.SCRIPT_FAILED
                        .with("statement", at)
                        .says(at + " (" + statement.brief()
                                + "): the process died while it ran, and the catalog cannot tell whether it took effect."
                                + " Look whether it did, then say so: schema settle JOB " + at + " done, or not-done");
        };
    }

    private void refuseIfRunning(String at, ScriptStatement statement) {
        if (sql.isRunning(session, statement.text())) {
            throw Problem.LOCK_BUSY
                    .with("statement", at)
                    .says(at
                            + ": the server is still at this statement for a process that is gone; wait until it ends, then"
                            + " give the same command again");
        }
    }
}
