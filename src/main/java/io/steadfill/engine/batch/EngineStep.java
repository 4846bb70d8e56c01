package io.steadfill.engine.batch;

import io.steadfill.checkpoint.Counts;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.execution.ActiveRun;
import io.steadfill.engine.execution.Phase;
import io.steadfill.engine.execution.StoppedException;
import io.steadfill.problem.ProblemException;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * A Batch step around one phase of a run. It holds no Batch transaction while the phase works or waits, and may be started again although it
 * completed: whether anything is left to do is read from the target, not from here.
 */
final class EngineStep extends AbstractStep {

    private final ActiveRun run;
    private final Phase phase;

    EngineStep(String name, JobRepository repository, ActiveRun run, Phase phase) {
        super(repository);
        setName(name);
        setAllowStartIfComplete(true);
        this.run = run;
        this.phase = phase;
    }

    @Override
    protected void doExecute(StepExecution step) throws Exception {
        RunEnd end;
        try {
            end = phase.work(run, step.getJobExecution().getId(), counts -> report(step, counts));
        } catch (StoppedException e) {
            end = new RunEnd(RunEnd.How.of(run.order().gate().word()), null, "stopped", run.counts());
        } catch (ProblemException e) {
            run.endAs(new RunEnd(RunEnd.How.FAILED, e.problem(), e.detail(), Counts.NONE));
            throw e;
        }
        if (end == null) {
            return;
        }
        run.endAs(end);
        step.setExitStatus(new ExitStatus(end.how().name(), end.says()));
        if (end.how() == RunEnd.How.FAILED) {
            throw new IllegalStateException(end.says());
        }
        if (end.how() != RunEnd.How.COMPLETED) {
            // Batch then writes STOPPED, from which the instance can be started again.
            step.setTerminateOnly();
            step.setStatus(BatchStatus.STOPPING);
            throw new JobInterruptedException(end.says());
        }
    }

    private void report(StepExecution step, Counts counts) {
        step.setReadCount(counts.walked());
        step.setWriteCount(counts.changed());
        step.setProcessSkipCount(counts.quarantined());
        getJobRepository().update(step);
    }
}
