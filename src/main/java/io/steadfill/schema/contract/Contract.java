package io.steadfill.schema.contract;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.schema.ledger.Ledger;
import io.steadfill.schema.ledger.LedgerRow.Outcome;
import io.steadfill.schema.statement.Executor;
import io.steadfill.schema.statement.Patience;
import io.steadfill.schema.statement.Visit;
import io.steadfill.script.Checksum;
import io.steadfill.script.Script;
import io.steadfill.script.statement.Barrier;
import io.steadfill.script.statement.Change;
import io.steadfill.script.statement.Fall;
import io.steadfill.script.statement.ScriptStatement;
import io.steadfill.script.statement.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Applies contract files: advice, barrier, proof, change. Nothing is taken away on a proof that a writer could have outdated since.
 */
public final class Contract {

    private final Database database;
    private final Session session;
    private final JobDefinition job;
    private final Ledger ledger;
    private final Executor executor;
    private final Proofs proofs;
    private final ProofLog log;
    private final BarrierCover cover;
    private final SchemaSql sql;
    private final Demolition demolition;
    private final UnderLock underLock;

    public Contract(Visit visit, Proofs proofs, Patience patience) {
        this.database = visit.database();
        this.session = visit.session();
        this.job = visit.job();
        this.ledger = visit.ledger();
        this.executor = visit.executor(patience);
        this.proofs = proofs;
        this.sql = SchemaSql.of(database.dialect().vendor());
        this.cover = new BarrierCover(job, database.dialect().vendor());
        this.log = new ProofLog(
                job,
                job.where() == null ? "" : job.where().on(database.dialect().vendor()));
        this.demolition = new Demolition(visit, patience);
        this.underLock = new UnderLock(visit, proofs, log, cover, executor, patience);
    }

    public void apply(Script script) {
        List<ScriptStatement> rest = pending(script);
        if (rest.isEmpty()) {
            return;
        }
        boolean opens = rest.stream()
                .anyMatch(s ->
                        !s.barrier() && Shape.needsProof(s, database.dialect().vendor()));
        List<Barrier> barriers =
                Barrier.of(script.barriers(), database.dialect().vendor());
        if (job.completion() != Completion.PREDICATE) {
            apply(script, rest, opens);
        } else if (!barriers.isEmpty()) {
            behind(script, barriers);
        } else if (opens) {
            underLock.apply(script, rest, this::advise);
        } else {
            advise();
            rest.forEach(statement -> executor.apply(script, statement));
        }
    }

    /** Without a predicate there is nothing that a barrier could keep out: the proof is the coverage, or only advice. */
    private void apply(Script script, List<ScriptStatement> rest, boolean opens) {
        if (opens && job.completion() == Completion.FIXPOINT) {
            throw Problem.NOT_VERIFIED
                    .with("job", job.name())
                    .says("a fixpoint job proves each row as of its own time, which opens no destructive step: keep "
                            + script.file() + " to statements that take nothing away, or give the job a predicate");
        }
        advise();
        rest.forEach(statement -> executor.apply(script, statement));
    }

    private List<ScriptStatement> pending(Script script) {
        return script.statements().stream().filter(s -> !isDone(script, s)).toList();
    }

    private void behind(Script script, List<Barrier> barriers) {
        cover.require(script, barriers);
        cover.requireNoSilentActions(script, sql, session);
        Fall fall = new Fall(barriers, database.dialect().vendor());
        executor.findOut(script, fall.lockedIn(script.changes()));
        if (isInterruptedInTheFall(script, fall) || !proofStands(script, barriers)) {
            withdrawFall(script, fall);
            prove(script, barriers);
        }
        List<ScriptStatement> locked = fall.lockedIn(script.changes());
        for (ScriptStatement change : script.changes()) {
            if (isDone(script, change)) {
                continue;
            }
            requireStanding(script, barriers, change);
            if (locked.contains(change)) {
                executor.applyTogether(
                        script, locked.stream().filter(s -> !isDone(script, s)).toList(), cover.tables());
            } else {
                executor.apply(script, change);
            }
        }
    }

    private boolean isDone(Script script, ScriptStatement statement) {
        return ledger.row(session, script, statement)
                .filter(row -> row.is(Outcome.DONE))
                .isPresent();
    }

    /** The barrier is away, and what needed it is not done: that lock is lost. */
    private boolean isInterruptedInTheFall(Script script, Fall fall) {
        List<ScriptStatement> locked = fall.lockedIn(script.changes());
        return locked.stream().anyMatch(s -> isDone(script, s))
                && !locked.stream().allMatch(s -> isDone(script, s));
    }

    /** A barrier that is raised anew must be taken away anew. */
    private void withdrawFall(Script script, Fall fall) {
        boolean open = script.changes().stream()
                .anyMatch(s -> !isDone(script, s)
                        && Shape.needsProof(s, database.dialect().vendor()));
        script.changes().stream()
                .filter(s -> open && fall.isBy(s) && isDone(script, s))
                .filter(s -> Shape.of(s, database.dialect().vendor()).stream().noneMatch(Change::destroys))
                .forEach(s -> ledger.ends(session, script, s, Outcome.UNDONE, null));
    }

    /** What fails from here on takes barriers down by their names, and those have to mean ours. */
    private void requireNamesFree(Script script, List<Barrier> barriers) {
        for (Barrier barrier : barriers) {
            if (!demolition.isOurs(session, script, barrier)
                    && barrier.standing(sql, session).isPresent()) {
                throw BarrierCover.invalid(
                        script,
                        barrier.name() + " exists on " + barrier.table()
                                + " already and is not this barrier: give the barrier a name of its own, or run '"
                                + barrier.takeDown(database.dialect()) + "' where it is known to be left over");
            }
        }
    }

    private void prove(Script script, List<Barrier> barriers) {
        requireNamesFree(script, barriers);
        try {
            advise();
            for (Barrier barrier : barriers) {
                raise(script, barrier);
            }
            Map<String, String> before = identities(barriers);
            String id = log.begins(session, "barrier", text(before));
            ProofResult result = proofs.prove(database, job);
            if (result.holds() && !identities(barriers).equals(before)) {
                throw Problem.NOT_VERIFIED
                        .with("file", script.file())
                        .says(script.file()
                                + ": somebody changed the barrier during the proof; give the command again");
            }
            log.ends(session, id, result);
            refuse(result, "behind the barrier");
        } catch (RuntimeException e) {
            // While it stands the application cannot update a violating row in any column.
            demolition.takeDown(script, barriers, e);
            throw e;
        }
    }

    /** A barrier that the ledger has as done but that is gone is raised again. */
    private void raise(Script script, Barrier barrier) {
        boolean done = ledger.row(session, script, barrier.statement())
                .filter(r -> r.is(Outcome.DONE))
                .isPresent();
        if (done && barrier.standing(sql, session).isEmpty()) {
            ledger.ends(session, script, barrier.statement(), Outcome.UNDONE, null);
        }
        executor.apply(script, barrier.statement());
    }

    private void advise() {
        String id = log.begins(session, "advice", null);
        ProofResult result = proofs.prove(database, job);
        log.ends(session, id, result);
        refuse(result, "before the contract");
    }

    private void refuse(ProofResult result, String when) {
        if (!result.holds()) {
            throw notVerified(job, result, when);
        }
    }

    static ProblemException notVerified(JobDefinition job, ProofResult result, String when) {
        return Problem.NOT_VERIFIED
                .with("job", job.name())
                .with("left", result.left())
                .with("keys", result.keys())
                .says("the proof " + when + " found rows that still need " + job.name() + ", such as "
                        + String.join(", ", result.keys())
                        + ". Nothing was taken away. Finish the run, or waive these rows with a remedy, then give the command"
                        + " again.");
    }

    /** An interrupted contract goes on only behind the very barrier that its proof was taken behind. */
    private boolean proofStands(Script script, List<Barrier> barriers) {
        Optional<String> proved = log.barrierOfLast(session);
        return proved.isPresent()
                && text(identities(needed(script, barriers)))
                        .lines()
                        .allMatch(line -> proved.get().lines().anyMatch(line::equals))
                && identities(needed(script, barriers)).size()
                        == needed(script, barriers).size();
    }

    private void requireStanding(Script script, List<Barrier> barriers, ScriptStatement before) {
        if (!proofStands(script, barriers)) {
            throw Problem.NOT_VERIFIED
                    .with("statement", script.at(before))
                    .says(script.at(before)
                            + ": the barrier that the proof was taken behind is gone or another; give the command again, it"
                            + " starts with a new proof");
        }
    }

    /** Barriers that no statement done so far has taken away. */
    private List<Barrier> needed(Script script, List<Barrier> barriers) {
        List<Change> done = script.changes().stream()
                .filter(s -> isDone(script, s))
                .flatMap(s -> Shape.of(s, database.dialect().vendor()).stream())
                .toList();
        return barriers.stream()
                .filter(b -> done.stream()
                        .noneMatch(
                                change -> b.fallsBy(change, database.dialect().vendor())))
                .toList();
    }

    private Map<String, String> identities(List<Barrier> barriers) {
        Map<String, String> identities = new HashMap<>();
        for (Barrier barrier : barriers) {
            barrier.standing(sql, session)
                    .ifPresent(identity -> identities.put(barrier.name().name(), identity));
        }
        return identities;
    }

    /** One line a barrier, so that each can be found again. */
    private static String text(Map<String, String> identities) {
        return identities.entrySet().stream()
                .map(e -> e.getKey() + " = " + Checksum.of(e.getValue()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
