package io.steadfill.run.adoption;

import io.steadfill.checkpoint.PinnedRun;
import io.steadfill.control.Control;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.file.JobFile;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rows of runs that only their target still knows. What the lost control knew besides, such as a pause or an approval, is gone. */
final class AdoptedRuns {

    private static final String HELD =
            "adopted from its target: whether somebody had paused it, and who had approved it, was in the lost control database";
    private static final String OVER = "adopted from its target: its reason was in the lost control database";

    private final Control control;
    private final RunStore store;
    private final HoldStore holds;
    private final RunEvents events;

    AdoptedRuns(Control control, RunStore store, HoldStore holds, RunEvents events) {
        this.control = control;
        this.store = store;
        this.holds = holds;
        this.events = events;
    }

    /** What {@link #add} would make of these. */
    List<Outlook.Item> outlook(String database, List<PinnedRun> pinned) {
        Set<String> active = new HashSet<>();
        List<Outlook.Item> items = new ArrayList<>();
        for (PinnedRun run : pinned) {
            items.add(item(database, run, active));
        }
        return items;
    }

    /**
     * Adds those that this control does not know; returns all, as they were before.
     *
     * @throws ProblemException CONFIGURATION_INVALID where a run calls the database by another name
     */
    List<Outlook.Item> add(String database, List<PinnedRun> pinned, String by) {
        List<Outlook.Item> items = outlook(database, pinned);
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).known()) {
                add(database, pinned.get(i), items.get(i), by);
            }
        }
        return items;
    }

    private Outlook.Item item(String database, PinnedRun run, Set<String> active) {
        var known = store.find(run.runId());
        if (known.isPresent()) {
            RunState state = known.get().state();
            if (state.isActive()) {
                active.add(run.job());
            }
            return item(run, state, true, null);
        }
        boolean open = run.state().equals("OPEN");
        boolean undoing = run.state().equals(RunState.UNDOING.name());
        if (open || undoing) {
            requireName(database, run);
        }
        // A job has one unfinished run; an older one can be resumed, or undone further, when that is over.
        if ((open || undoing) && (store.active(run.job()).isPresent() || !active.add(run.job()))) {
            return item(run, RunState.FAILED, false, "another run of this job is not finished either: that one first");
        }
        if (undoing) {
            return item(run, RunState.UNDOING, false, HELD);
        }
        return open ? item(run, RunState.PAUSED, false, HELD) : item(run, RunState.valueOf(run.state()), false, OVER);
    }

    private static Outlook.Item item(PinnedRun run, RunState becomes, boolean known, @Nullable String says) {
        return new Outlook.Item(run.runId(), run.job(), run.state(), becomes, known, run.started(), says);
    }

    private void add(String database, PinnedRun run, Outlook.Item item, String by) {
        boolean active = item.becomes().isActive();
        boolean failed = item.becomes() == RunState.FAILED;
        Instant ended = run.worked() == null ? run.started() : run.worked();
        control.client()
                .sql("""
                insert into steadfill_control_run
                    (run_id, job, database_name, table_name, active_key, definition_hash, definition_text, parameters,
                     started_at, started_by, stage, lease_version, end_problem, end_says, ended_at)
                values (:run, :job, :database, :table, :active, :hash, :text, :parameters,
                     :started, :by, :stage, 1, :problem, :says, :ended)
                """)
                .param("run", run.runId())
                .param("job", run.job())
                .param("database", database)
                .param("table", table(run))
                .param("active", active ? run.job() : null)
                .param("hash", run.definitionHash())
                .param("text", run.definitionText())
                .param("parameters", run.parameters())
                .param("started", utc(run.started()))
                .param("by", by)
                .param("stage", item.becomes().name())
                .param("problem", failed ? Problem.RUN_FAILED.code() : null)
                .param("says", active ? null : item.says())
                .param("ended", utc(ended))
                .update();
        if (active) {
            holds.add(run.runId(), HoldKind.OPERATOR, by, HELD, null);
        }
        events.add(run.runId(), run.job(), RunEvent.ADOPTED, null, item.becomes(), by, item.says());
    }

    private static void requireName(String database, PinnedRun run) {
        String named = definition(run).database();
        if (!named.equals(database)) {
            throw Problem.CONFIGURATION_INVALID
                    .with("run", run.runId())
                    .with("database", named)
                    .says("run " + run.runId() + " of '" + run.job() + "' calls this database '" + named
                            + "': configure it under that name, then adopt " + named);
        }
    }

    /** As the job calls it; runs that are over may be of a release whose jobs this one does not understand any more. */
    private static String table(PinnedRun run) {
        try {
            return definition(run).table().toString();
        } catch (ProblemException e) {
            return run.table();
        }
    }

    private static JobDefinition definition(PinnedRun run) {
        return JobFile.ofText(run.definitionText()).definition();
    }

    private static OffsetDateTime utc(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
