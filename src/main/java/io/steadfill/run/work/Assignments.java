package io.steadfill.run.work;

import io.steadfill.control.Control;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.TransformCall;
import io.steadfill.definition.Work;
import io.steadfill.run.admission.Admission;
import io.steadfill.run.admission.Closing;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.TuningStore;
import io.steadfill.run.story.ComputedBy;
import io.steadfill.run.story.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Gives a run's partitions out to nodes, for one job execution at a time, and sums what the nodes tell. */
public final class Assignments {

    private final Control control;
    private final RunStore store;
    private final TuningStore tunings;
    private final ComputedBy computedBy;
    private final LongSupplier nanos;
    private final JsonMapper json;

    Assignments(
            Control control,
            RunStore store,
            TuningStore tunings,
            ComputedBy computedBy,
            LongSupplier nanos,
            JsonMapper json) {
        this.control = control;
        this.store = store;
        this.tunings = tunings;
        this.computedBy = computedBy;
        this.nanos = nanos;
        this.json = json;
    }

    /**
     * Opens a run's partitions for an execution, in the caller's transaction; false when the lease is somebody else's by now.
     *
     * @param leaseVersion the lease under which the execution works
     */
    public boolean open(String runId, long leaseVersion, long execution) {
        RunRow row = store.lock(runId);
        if (row.owner() == null || row.leaseVersion() != leaseVersion) {
            return false;
        }
        set(runId, execution);
        return true;
    }

    /** Closes them, in the caller's transaction: whoever works one stops after its chunk. False when the lease is somebody else's. */
    public boolean close(String runId, long leaseVersion) {
        RunRow row = store.lock(runId);
        if (row.leaseVersion() != leaseVersion) {
            return false;
        }
        set(runId, 0);
        return true;
    }

    /** Forgets what nodes told about earlier executions. */
    public void forget(String runId) {
        control.client()
                .sql("delete from steadfill_control_run_node where run_id = :run")
                .param("run", runId)
                .update();
    }

    /** The run for a node that takes up one of its partitions; empty when it is no longer at this execution. */
    public Optional<Assignment> of(String runId, long execution) {
        boolean current = control.client()
                        .sql("select execution from steadfill_control_run where run_id = :run")
                        .param("run", runId)
                        .query(Long.class)
                        .optional()
                        .orElse(0L)
                == execution;
        if (!current) {
            return Optional.empty();
        }
        RunRow row = store.get(runId);
        JobDefinition definition = row.definition();
        Assignment assignment = new Assignment(
                control,
                tunings,
                computedBy,
                row,
                execution,
                control.identity(),
                definition.limits(),
                new Journal(json, nanos),
                new Closing(Admission.hoursOf(row, definition), control::now, nanos));
        assignment.hear();
        return Optional.of(assignment);
    }

    /** The names of the transforms that a run calls; none where there is no such run. */
    public Set<String> transforms(String runId) {
        return store.find(runId)
                .map(row -> row.definition().work() instanceof Work.TransformColumns work
                        ? work.columns().values().stream()
                                .map(TransformCall::name)
                                .collect(Collectors.toUnmodifiableSet())
                        : Set.<String>of())
                .orElse(Set.of());
    }

    /** What coordinator and nodes told last, as one; null before the first word. */
    @Nullable
    public Progress progress(RunRow run) {
        List<Progress> told = new ArrayList<>();
        if (run.progress() != null) {
            told.add(json.readValue(run.progress(), Progress.class));
        }
        told.addAll(control.client()
                .sql("""
                select progress from steadfill_control_run_node where run_id = :run
                    and execution = (select max(execution) from steadfill_control_run_node where run_id = :run)
                order by told_at
                """)
                .param("run", run.runId())
                .query((row, n) -> json.readValue(row.getString(1), Progress.class))
                .list());
        return told.stream().reduce(Progress::plus).orElse(null);
    }

    private void set(String runId, long execution) {
        control.client()
                .sql("update steadfill_control_run set execution = :execution where run_id = :run")
                .param("execution", execution)
                .param("run", runId)
                .update();
    }
}
