package io.steadfill.schema;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Vendor;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.schema.contract.BarrierCover;
import io.steadfill.schema.contract.Contract;
import io.steadfill.schema.contract.Proofs;
import io.steadfill.schema.ledger.Launch;
import io.steadfill.schema.ledger.Ledger;
import io.steadfill.schema.ledger.LedgerCheck;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.schema.statement.Executor;
import io.steadfill.schema.statement.Patience;
import io.steadfill.schema.statement.Visit;
import io.steadfill.script.Direction;
import io.steadfill.script.Script;
import io.steadfill.script.Scripts;
import io.steadfill.script.statement.Barrier;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The verbs over a job's companion scripts. DDL runs only here, and only when an operator says so. */
public final class Companions {

    private static final Logger LOG = LoggerFactory.getLogger(Companions.class);

    private final Proofs proofs;
    private final Clock clock;
    private final RandomGenerator random;
    private final Patience patience;

    public Companions(Proofs proofs, Clock clock, RandomGenerator random) {
        this(proofs, clock, random, Patience.USUAL);
    }

    Companions(Proofs proofs, Clock clock, RandomGenerator random, Patience patience) {
        this.proofs = proofs;
        this.clock = clock;
        this.random = random;
        this.patience = patience;
    }

    /**
     * Checks the scripts without a database.
     *
     * @throws ProblemException with every complaint
     */
    public Scripts validate(Path folder, JobDefinition job, Vendor vendor) {
        Scripts scripts = Scripts.read(folder, vendor);
        if (job.completion() == Completion.PREDICATE) {
            BarrierCover cover = new BarrierCover(job, vendor);
            for (Script script : scripts.contract()) {
                List<Barrier> barriers = Barrier.of(script.barriers(), vendor);
                if (!barriers.isEmpty()) {
                    cover.require(script, barriers);
                }
            }
        }
        return scripts;
    }

    /** How far each script is in this target. */
    public List<ScriptState> status(Database database, Path folder, JobDefinition job) {
        Scripts scripts = validate(folder, job, database.dialect().vendor());
        return database.transact(TransactionSettings.READING, session -> {
            requireOurTables(database, session);
            Ledger ledger = new Ledger(job.name(), new Launch("", null));
            return new StatusReading(scripts, ledger.rows(session)).states();
        });
    }

    /** Applies what is left of the expand scripts. */
    public Applied expand(Database database, Path folder, JobDefinition job, Launch launch) {
        Scripts scripts = validate(folder, job, database.dialect().vendor());
        return alone(database, job, launch, scripts, visit -> {
            requireHealthy(visit, scripts, Direction.EXPAND);
            Executor executor = visit.executor(patience);
            return forward(
                    visit,
                    scripts,
                    Direction.EXPAND,
                    script -> script.statements().forEach(statement -> executor.apply(script, statement)));
        });
    }

    /**
     * Applies what is left of the contract scripts: advice, barrier, proof, change.
     *
     * @throws ProblemException {@code not-verified} when rows still need the job; then nothing was taken away and no barrier stands
     */
    public Applied contract(Database database, Path folder, JobDefinition job, Launch launch) {
        Scripts scripts = validate(folder, job, database.dialect().vendor());
        return alone(database, job, launch, scripts, visit -> {
            requireHealthy(visit, scripts, Direction.EXPAND);
            requireHealthy(visit, scripts, Direction.CONTRACT);
            requireExpanded(visit.session(), scripts, visit.ledger());
            Contract contract = new Contract(visit, proofs, patience);
            return forward(visit, scripts, Direction.CONTRACT, contract::apply);
        });
    }

    /** Takes the newest applied direction back, its versions in reverse order. */
    public Applied undo(Database database, Path folder, JobDefinition job, Launch launch) {
        Scripts scripts = validate(folder, job, database.dialect().vendor());
        return alone(database, job, launch, scripts, visit -> new Undoing(visit, patience).apply(scripts));
    }

    /** @throws ProblemException SCRIPT_CHANGED when {@link #undo} would refuse the files as they are now */
    public void requireUndoable(Database database, Path folder, JobDefinition job) {
        Scripts scripts = validate(folder, job, database.dialect().vendor());
        database.transact(TransactionSettings.READING, session -> {
            requireOurTables(database, session);
            Ledger ledger = new Ledger(job.name(), new Launch("", null));
            return new LedgerCheck(scripts, ledger.rows(session)).undoable();
        });
    }

    /**
     * Writes an operator's word about a statement whose process died while it ran, where the catalog cannot tell.
     *
     * @param place the statement as the refusal names it, {@code file:line}
     * @param done whether it took effect
     */
    public Applied settle(
            Database database, Path folder, JobDefinition job, Launch launch, String place, boolean done) {
        Scripts scripts = validate(folder, job, database.dialect().vendor());
        return alone(database, job, launch, scripts, visit -> {
            new Settling(visit, scripts).settle(place, done ? Outcome.DONE : Outcome.FAILED);
            return List.of();
        });
    }

    /** @throws ProblemException naming the expand files that are not in force */
    public void requireExpanded(Database database, Path folder, JobDefinition job) {
        Scripts scripts = validate(folder, job, database.dialect().vendor());
        database.transact(TransactionSettings.READING, session -> {
            requireOurTables(database, session);
            requireExpanded(session, scripts, new Ledger(job.name(), new Launch("", null)));
            return List.of();
        });
    }

    private static void requireExpanded(Session session, Scripts scripts, Ledger ledger) {
        LedgerCheck check = new LedgerCheck(scripts, ledger.rows(session));
        check.require(Direction.EXPAND);
        List<String> missing = scripts.expand().stream()
                .filter(script -> !check.isApplied(script) || check.isHalfUndone(script))
                .map(Script::file)
                .toList();
        if (!missing.isEmpty()) {
            throw Problem.EXPAND_MISSING
                    .with("files", missing)
                    .says("not applied yet: " + String.join(", ", missing) + ". Give 'schema expand' first.");
        }
    }

    private static void requireHealthy(Visit visit, Scripts scripts, Direction direction) {
        LedgerCheck check = new LedgerCheck(scripts, visit.ledger().rows(visit.session()));
        check.require(direction);
        check.requireNotHalfUndone(direction);
    }

    private static List<String> forward(Visit visit, Scripts scripts, Direction direction, Consumer<Script> apply) {
        List<String> files = new ArrayList<>();
        for (Script script : scripts.of(direction)) {
            LedgerCheck check = new LedgerCheck(scripts, visit.ledger().rows(visit.session()));
            if (check.isApplied(script)) {
                continue;
            }
            if (!check.isInForce(script)) {
                visit.ledger().withdraws(visit.session(), script.version(), Direction.UNDO);
            }
            apply.accept(script);
            visit.ledger().completes(visit.session(), script);
            files.add(script.file());
        }
        return files;
    }

    private interface Verb {
        List<String> apply(Visit visit) throws SQLException;
    }

    /** Two operators at once would run the same statement twice; the second is told so. */
    private Applied alone(Database database, JobDefinition job, Launch launch, Scripts scripts, Verb verb) {
        SchemaSql sql = SchemaSql.of(database.dialect().vendor());
        try (Session guard = database.open(Database.Purpose.BOOKKEEPING);
                Session session = database.open(Database.Purpose.SCHEMA)) {
            requireOurTables(database, session);
            requireApproval(database, session, launch);
            if (!sql.claim(guard)) {
                throw Problem.LOCK_BUSY
                        .with("database", database.name())
                        .says("companion scripts are being applied to " + database.name()
                                + " by another process; wait until it is done");
            }
            try {
                Ledger ledger = new Ledger(job.name(), launch);
                List<String> files = verb.apply(new Visit(database, session, job, ledger, clock, random));
                return new Applied(files, new StatusReading(scripts, ledger.rows(session)).states());
            } finally {
                release(database, sql, guard);
            }
        } catch (SQLException e) {
            throw database.unreachable(e);
        }
    }

    /** What was done stays done and told where the claim cannot be given back: it ends with its session. */
    private static void release(Database database, SchemaSql sql, Session guard) {
        try {
            sql.release(guard);
        } catch (SQLException | DataAccessException e) {
            LOG.warn(
                    "{}: the session that kept other processes from applying scripts was lost meanwhile: {}",
                    database.name(),
                    e.getMessage());
            guard.abandon();
        }
    }

    private static void requireOurTables(Database database, Session session) {
        if (!database.dialect().hasTargetTables(session)) {
            throw Problem.TARGET_TABLES_MISSING
                    .with("database", database.name())
                    .says("give 'database init " + database.name() + "' first");
        }
    }

    private static void requireApproval(Database database, Session session, Launch launch) {
        boolean production = database.production()
                || session.sql("select value from " + session.dialect().ours("meta") + " where name = 'production'")
                        .query(String.class)
                        .optional()
                        .filter("true"::equals)
                        .isPresent();
        if (production && !launch.isApproved()) {
            throw Problem.APPROVAL_REQUIRED
                    .with("database", database.name())
                    .says(database.name() + " is marked production: somebody other than " + launch.by()
                            + " has to approve this");
        }
    }
}
