package io.steadfill.run.proof;

import io.steadfill.control.Control;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** The runs of a job, for those who look at its data: with which parameters was it done. */
final class JobRuns {

    private final Control control;
    private final RunStore store;
    private final Clock clock;

    JobRuns(Control control, RunStore store, Clock clock) {
        this.control = control;
        this.store = store;
        this.clock = clock;
    }

    /** The newest run; empty where it never ran, or where there is no control database to ask. */
    Optional<RunRow> newestOf(JobDefinition job) {
        try {
            control.identity();
        } catch (ProblemException e) {
            if (e.problem() == Problem.CONTROL_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
        return store.newestOf(job.name());
    }

    /** The run's, or the job's defaults as of now. */
    RunParameters parameters(JobDefinition job, Optional<RunRow> run) {
        return run.map(RunRow::typed)
                .orElseGet(() -> RunParameters.of(job.parameters(), Map.of(), OffsetDateTime.now(clock)));
    }
}
