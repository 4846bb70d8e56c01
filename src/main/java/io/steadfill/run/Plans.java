package io.steadfill.run;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.engine.Planner;
import io.steadfill.engine.RunPlan;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
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
    private final Control control;
    private final AuditTrail audit;

    Plans(Databases databases, Transforms transforms, Clock clock, Control control, AuditTrail audit) {
        this.databases = databases;
        this.transforms = transforms;
        this.clock = clock;
        this.control = control;
        this.audit = audit;
    }

    /**
     * Plans a run. Who asked leaves a line in the audit trail, where there is one: a job may be planned before anybody keeps a trail.
     *
     * @param folder where the job's files are
     * @param parameters name to text
     * @param sample whether to work a chunk and roll it back
     * @param by as the audit trail writes it
     * @throws io.steadfill.problem.ProblemException whatever a run would be refused for
     */
    public RunPlan plan(JobDefinition job, Path folder, Map<String, String> parameters, boolean sample, String by) {
        RunParameters typed = RunParameters.of(job.parameters(), parameters, OffsetDateTime.now(clock));
        if (isTrailKept()) {
            audit.add(
                    by,
                    "plan",
                    null,
                    job.name(),
                    null,
                    (sample ? "with a chunk that is rolled back, " : "without a chunk, ") + typed.identityText());
        }
        return new Planner(databases, transforms.forJob(folder))
                .plan(job, typed.values(), typed.started().toInstant(), sample);
    }

    private boolean isTrailKept() {
        try {
            control.identity();
            return true;
        } catch (ProblemException e) {
            if (e.problem() == Problem.CONTROL_MISSING || e.problem() == Problem.CONTROL_TABLES_MISSING) {
                return false;
            }
            throw e;
        }
    }
}
