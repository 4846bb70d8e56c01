package io.steadfill.engine.batch;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Makes a job instance startable again after its last process died anywhere. Called only by the holder of the run's lease, so nothing that
 * is found running can be alive. Batch's own {@code recover} leaves UNKNOWN as it is, which refuses every restart.
 */
final class Healing {

    private final JobRepository repository;
    private final Clock clock;

    Healing(JobRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    void heal(String jobName, JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(jobName, parameters);
        if (instance == null) {
            return;
        }
        List<JobExecution> executions = repository.getJobExecutions(instance);
        if (executions.isEmpty()) {
            repository.deleteJobInstance(instance);
            return;
        }
        for (JobExecution execution : executions) {
            if (isOpen(execution.getStatus()) || execution.getEndTime() == null) {
                execution.getStepExecutions().forEach(this::close);
                execution.setStatus(BatchStatus.FAILED);
                execution.setExitStatus(ExitStatus.FAILED.addExitDescription("its process died"));
                execution.setEndTime(LocalDateTime.now(clock));
                repository.update(execution);
            }
        }
    }

    private void close(StepExecution step) {
        if (isOpen(step.getStatus())) {
            step.setStatus(BatchStatus.FAILED);
            step.setExitStatus(ExitStatus.FAILED.addExitDescription("its process died"));
            step.setEndTime(LocalDateTime.now(clock));
            repository.update(step);
        }
    }

    private static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
