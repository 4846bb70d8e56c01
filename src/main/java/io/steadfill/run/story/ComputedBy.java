package io.steadfill.run.story;

import io.steadfill.control.Control;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Work;
import io.steadfill.transform.Transforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What computed the values of runs, so that years later one release can be told from another, and one table of phone numbers from the next. */
public final class ComputedBy {

    private final Control control;
    private final Transforms transforms;

    ComputedBy(Control control, Transforms transforms) {
        this.control = control;
        this.transforms = transforms;
    }

    /**
     * Says on the run that this process computes its values from now on; nothing new where the same did before. Not for a
     * cancel, which looks at nothing: that a transform or its mapping is gone may be why the run is given up.
     *
     * @throws io.steadfill.problem.ProblemException TRANSFORM_INVALID when this process lacks one of the job's transforms
     */
    public void note(String runId, JobDefinition job) {
        String line = line(job);
        if (of(runId).contains(line)) {
            return;
        }
        control.inTransaction(() -> {
            List<String> lines = new ArrayList<>(read(runId, " for update"));
            if (!lines.contains(line)) {
                lines.add(line);
                control.client()
                        .sql("update steadfill_control_run set computed_by = :lines where run_id = :run")
                        .param("lines", String.join("\n", lines))
                        .param("run", runId)
                        .update();
            }
            return lines;
        });
    }

    /** What computed the run's values, the first first; none where it was not worked since this is written down. */
    public List<String> of(String runId) {
        return read(runId, "");
    }

    /** This release's name and version. */
    public static String release() {
        String version = ComputedBy.class.getPackage().getImplementationVersion();
        return "steadfill " + (version == null ? "(not packaged)" : version);
    }

    private String line(JobDefinition job) {
        List<String> parts = new ArrayList<>(List.of(release(), "java " + Runtime.version()));
        if (job.work() instanceof Work.TransformColumns work) {
            transforms
                    .forJob(job.name())
                    .versions(work.columns())
                    .forEach((column, version) -> parts.add(column.name() + ": " + version));
        }
        return String.join(", ", parts);
    }

    private List<String> read(String runId, String lock) {
        Optional<String> lines = control.client()
                .sql("select coalesce(computed_by, '') from steadfill_control_run where run_id = :run" + lock)
                .param("run", runId)
                .query(String.class)
                .optional();
        return lines.stream().flatMap(String::lines).toList();
    }
}
