package io.steadfill.schema.contract;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.ProblemException;
import io.steadfill.schema.ledger.Ledger;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.schema.statement.Executor;
import io.steadfill.schema.statement.Patience;
import io.steadfill.schema.statement.Visit;
import io.steadfill.script.Script;
import io.steadfill.script.statement.ScriptStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A contract file without a barrier: lock, proof and all its statements in one transaction. */
final class UnderLock {

    /** All traffic on the table stands still for as long as the proof takes. */
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(10);

    private final Visit visit;
    private final Database database;
    private final Session session;
    private final JobDefinition job;
    private final Proofs proofs;
    private final ProofLog log;
    private final BarrierCover cover;
    private final Executor executor;
    private final Patience patience;
    private final SchemaSql sql;

    UnderLock(Visit visit, Proofs proofs, ProofLog log, BarrierCover cover, Executor executor, Patience patience) {
        this.visit = visit;
        this.database = visit.database();
        this.session = visit.session();
        this.job = visit.job();
        this.proofs = proofs;
        this.log = log;
        this.cover = cover;
        this.executor = executor;
        this.patience = patience;
        this.sql = SchemaSql.of(database.dialect().vendor());
    }

    void apply(Script script, List<ScriptStatement> rest, Runnable advice) {
        requireLockable(script, rest);
        Duration took = visit.timed(advice);
        if (took.compareTo(STANDSTILL_MAX) > 0) {
            throw BarrierCover.invalid(
                    script,
                    "the proof takes " + took.toSeconds()
                            + " s, and without a barrier the table would be locked for as long:"
                            + " mark a barrier with '-- steadfill: barrier'");
        }
        Ledger ledger = visit.ledger();
        rest.forEach(statement -> ledger.begins(session, script, statement));
        try {
            executor.persist(script.file(), () -> inOne(script, rest));
        } catch (ProblemException e) {
            rest.forEach(statement -> ledger.ends(session, script, statement, Outcome.FAILED, e.detail()));
            throw e;
        }
    }

    private void inOne(Script script, List<ScriptStatement> rest) throws SQLException {
        session.begin(new TransactionSettings(
                patience.lockTimeout(), STANDSTILL_MAX.multipliedBy(3), Duration.ofMinutes(1), false, false));
        try {
            sql.lock(session, cover.tables());
            String id = log.begins(session, "lock", null);
            ProofResult result = proofs.proveInside(session, job);
            log.ends(session, id, result);
            if (!result.holds()) {
                throw Contract.notVerified(job, result, "under the table lock");
            }
            for (ScriptStatement statement : rest) {
                SchemaSql.execute(session, statement.text());
                visit.ledger().ends(session, script, statement, Outcome.DONE, null);
            }
            session.commit();
        } finally {
            session.rollback();
        }
    }

    private void requireLockable(Script script, List<ScriptStatement> rest) {
        if (!sql.holdsLocksOverDdl()) {
            throw BarrierCover.invalid(
                    script,
                    "it takes something away but marks no barrier, and no table lock outlives DDL on this server: put triggers"
                            + " that signal on insert and update first, each after the line '-- steadfill: barrier'");
        }
        rest.stream().filter(s -> sql.runsAlone(s.text())).findFirst().ifPresent(s -> {
            throw BarrierCover.invalid(
                    script,
                    script.at(s)
                            + " cannot run in a transaction, so no table lock can be held over it: mark a barrier, or move"
                            + " this statement to a file of its own");
        });
    }
}
