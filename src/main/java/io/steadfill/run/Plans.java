package io.steadfill.run;

import io.steadfill.database.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.RunParameters;
import io.steadfill.engine.Planner;
import io.steadfill.engine.RunPlan;
import io.steadfill.transform.Transforms;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;

/** Finds out what a run of a job would do, as if it were launched now. Nothing that it writes lasts. */
public final class Plans {

    private final Databases databases;
    private final Transforms transforms;
    private final Clock clock;

    Plans(Databases databases, Transforms transforms, Clock clock) {
        this.databases = databases;
        this.transforms = transforms;
        this.clock = clock;
    }

    /**
     * Plans a run.
     *
     * @param folder where the job's files are
     * @param parameters name to text
     * @param sample whether to work a chunk and roll it back
     * @throws io.steadfill.problem.ProblemException whatever a run would be refused for
     */
    public RunPlan plan(JobDefinition job, Path folder, Map<String, String> parameters, boolean sample) {
        RunParameters typed = RunParameters.of(job.parameters(), parameters, OffsetDateTime.now(clock));
        return new Planner(databases, transforms.forJob(folder))
                .plan(job, typed.values(), typed.started().toInstant(), sample);
    }
}
