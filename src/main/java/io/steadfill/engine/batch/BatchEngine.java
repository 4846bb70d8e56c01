package io.steadfill.engine.batch;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.TargetRuns;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.engine.Engine;
import io.steadfill.engine.Refusal;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.RunOrder;
import io.steadfill.engine.Workers;
import io.steadfill.engine.execution.ActiveRun;
import io.steadfill.engine.execution.Backfilling;
import io.steadfill.engine.execution.Patience;
import io.steadfill.engine.execution.Phase;
import io.steadfill.engine.execution.Preflight;
import io.steadfill.engine.execution.StoppedException;
import io.steadfill.engine.execution.Verifying;
import io.steadfill.engine.undo.Undoing;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.throttle.Throttles;
import io.steadfill.transform.Transforms;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.dao.DataAccessException;

/**
 * Carries a run as a Spring Batch job instance of three steps. Batch keeps identity, history and restart; the position is the target's.
 */
final class BatchEngine implements Engine {

    private static final int STARTS_MAX = 5;
    private static final Duration START_NAP = Duration.ofMillis(300);

    private final Databases databases;
    private final Transforms transforms;
    private final JobOperator operator;
    private final JobRepository repository;
    private final Workers workers;
    private final Throttles throttles;
    private final Healing healing;
    private final List<NamedPhase> phases;

    BatchEngine(
            Databases databases,
            Transforms transforms,
            JobOperator operator,
            JobRepository repository,
            Throttles throttles,
            Workers workers,
            FailPoints failPoints,
            Clock clock) {
        this.databases = databases;
        this.transforms = transforms;
        this.operator = operator;
        this.repository = repository;
        this.workers = workers;
        this.throttles = throttles;
        this.healing = new Healing(repository, clock);
        this.phases = List.of(
                new NamedPhase("preflight", new Preflight(failPoints)),
                new NamedPhase("backfill", new Backfilling(workers, throttles, failPoints)),
                new NamedPhase("verify", new Verifying(failPoints)));
    }

    @Override
    public RunEnd execute(RunOrder order) {
        if (order.gate().word() == Gate.Word.CANCEL) {
            // Nothing is looked at: that the table cannot be walked any more may be why it is given up.
            workers.revoke(order.runId(), order.leaseVersion());
            return stoppedAtItsBeginning(order);
        }
        ActiveRun run;
        try {
            run = ActiveRun.await(order, databases, transforms);
        } catch (StoppedException e) {
            return stoppedAtItsBeginning(order);
        } catch (ProblemException e) {
            if (e.problem() != Problem.KEYSET_NOT_INDEXED) {
                throw e;
            }
            // The run keeps its table: it goes on where it was when its key is back.
            workers.revoke(order.runId(), order.leaseVersion());
            return new RunEnd(RunEnd.How.HELD, e.problem(), e.detail(), Counts.NONE);
        }
        workers.revoke(order.runId(), order.leaseVersion());
        JobExecution execution = start(run);
        if (isTakenOver(run, execution.getId())) {
            return takenOver(run.id());
        }
        RunEnd end = run.end();
        if (end == null) {
            end = execution.getStatus() == BatchStatus.COMPLETED
                    ? new RunEnd(
                            RunEnd.How.FAILED, Problem.INTERNAL, "Batch says done, but nobody proved it", run.counts())
                    : new RunEnd(RunEnd.How.FAILED, Problem.INTERNAL, cause(execution), Counts.NONE);
        }
        return settle(order, end, run.database(), session -> {
            run.holdTarget(session);
            if (run.isTakenOver(session, execution.getId())) {
                throw new TakenOverException();
            }
        });
    }

    @Override
    public RunEnd undo(RunOrder order) {
        ActiveRun run;
        try {
            run = ActiveRun.awaitUndo(order, databases, transforms);
        } catch (StoppedException e) {
            return new RunEnd(RunEnd.How.INTERRUPTED, null, "stopped before the table could be looked at", Counts.NONE);
        }
        workers.revoke(order.runId(), order.leaseVersion());
        return Undoing.undo(run, throttles);
    }

    private RunEnd stoppedAtItsBeginning(RunOrder order) {
        RunEnd end = new RunEnd(
                RunEnd.How.of(order.gate().word()), null, "stopped before the table could be looked at", Counts.NONE);
        Database database = databases.named(order.definition().database());
        return settle(order, end, database, session -> new TargetTables(database).hold(session, order.controlId()));
    }

    private JobExecution start(ActiveRun run) {
        String name = run.order().definition().name();
        int refused = 0;
        for (int attempt = run.order().attempt(); ; attempt++) {
            JobParameters parameters = new JobParametersBuilder()
                    .addString("run", run.id(), true)
                    .addLong("attempt", (long) attempt, true)
                    .toJobParameters();
            healing.heal(name, parameters);
            if (isComplete(name, parameters)) {
                // Batch says done and we are asked again: the target has more to do. A new instance, never a hand-made
                // status.
                continue;
            }
            SimpleJob job = new SimpleJob(name);
            JobRepository patient =
                    PatientRepository.around(repository, run.order().gate());
            job.setJobRepository(patient);
            phases.forEach(phase -> job.addStep(new EngineStep(phase.name(), patient, run, phase.phase())));
            try {
                return operator.start(job, parameters);
            } catch (JobExecutionException e) {
                // A former owner that has not seen yet that it is one may write between our healing and our start.
                if (++refused == STARTS_MAX || run.order().gate().word() == Gate.Word.STOP) {
                    throw Problem.RUN_NOT_STARTABLE
                            .with("run", run.id())
                            .says("Batch refused the start: " + e.getMessage(), e);
                }
                attempt--;
                LockSupport.parkNanos(START_NAP.toNanos());
            }
        }
    }

    private boolean isComplete(String name, JobParameters parameters) {
        var instance = repository.getJobInstance(name, parameters);
        return instance != null
                && repository.getJobExecutions(instance).stream().anyMatch(e -> e.getStatus() == BatchStatus.COMPLETED);
    }

    private static boolean isTakenOver(ActiveRun run, long jobExecution) {
        try {
            return run.inTarget(session -> run.isTakenOver(session, jobExecution));
        } catch (ProblemException e) {
            return false;
        }
    }

    private static RunEnd takenOver(String runId) {
        return new RunEnd(
                RunEnd.How.INTERRUPTED,
                Problem.FENCED_OUT,
                "another process has taken run " + runId + " over; this one stops",
                Counts.NONE);
    }

    /** Writes the end into the target and frees the table where the run has ended for good; an end that cannot be written is none. */
    private static RunEnd settle(RunOrder order, RunEnd end, Database database, Consumer<Session> hold) {
        boolean ended = switch (end.how()) {
            case COMPLETED, QUARANTINED, FAILED, CANCELLED, UNDONE -> true;
            case PAUSED, HELD, INTERRUPTED -> false;
        };
        if (ended) {
            String runId = order.runId();
            try {
                new Patience(order, database)
                        .until(() -> database.transact(TransactionSettings.BOOKKEEPING, session -> {
                            hold.accept(session);
                            TargetRuns runs = new TargetRuns(database.dialect());
                            runs.mark(session, runId, end.how().name());
                            runs.release(session, runId);
                            return true;
                        }));
            } catch (TakenOverException e) {
                return takenOver(runId);
            } catch (ProblemException | StoppedException | DataAccessException | SQLException e) {
                ProblemException why = why(order, database, e);
                if (why.problem() != Problem.DATABASE_UNREACHABLE && why.problem() != Problem.LOCK_BUSY) {
                    // A target that is gone, or another control's by now, holds no table for this run.
                    return end.how() == RunEnd.How.CANCELLED || end.how() == RunEnd.How.FAILED
                            ? end
                            : new RunEnd(RunEnd.How.FAILED, why.problem(), why.detail(), end.counts());
                }
                LoggerFactory.getLogger(BatchEngine.class)
                        .warn("the end of run {} could not be written to its target; the next start does it", runId, e);
                return end.how() == RunEnd.How.FAILED
                        ? end
                        : new RunEnd(
                                RunEnd.How.FAILED,
                                Problem.DATABASE_UNREACHABLE,
                                "that it ended as " + end.how() + " could not be written to its target; say it again",
                                end.counts());
            }
        }
        return end;
    }

    private static ProblemException why(RunOrder order, Database database, Exception thrown) {
        RuntimeException refusal = Refusal.of(order.definition(), database, "the end of the run", thrown);
        return refusal instanceof ProblemException known
                ? known
                : Problem.DATABASE_UNREACHABLE.says("its end could not be written", thrown);
    }

    private static String cause(JobExecution execution) {
        return execution.getAllFailureExceptions().stream()
                .map(Throwable::toString)
                .findFirst()
                .orElse("the execution ended as " + execution.getStatus());
    }

    /** Whatever this execution believes, the run is somebody else's: it neither marks nor frees anything. */
    private static final class TakenOverException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    private record NamedPhase(String name, Phase phase) {}
}
