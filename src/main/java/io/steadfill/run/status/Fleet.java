package io.steadfill.run.status;

import io.steadfill.control.Control;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All runs that are not over, in figures, for those who watch many: the control is asked once and each target once, however many runs there are. */
public final class Fleet {

    private static final String OPEN_OR_FAILED = """
            where r.active_key is not null or (r.stage in ('FAILED', 'QUARANTINED') and not exists (
                select 1 from steadfill_control_run n where n.job = r.job and n.started_at > r.started_at))
            """;

    private static final String TO_GO_ON_WITH = """
            where r.active_key is not null or r.stage in ('FAILED', 'QUARANTINED')
            order by r.started_at desc, r.run_id
            """;

    private final Control control;
    private final RunStore store;
    private final FigureReader targets;

    Fleet(Control control, RunStore store, FigureReader targets) {
        this.control = control;
        this.store = store;
        this.targets = targets;
    }

    /**
     * A run that is active, or that waits for a person as the newest of its job: FAILED or QUARANTINED.
     *
     * @param active whether it still holds its job's key
     * @param figures null before its partitions are planned, and while the target cannot or need not be asked
     */
    public record Member(
            String runId,
            String job,
            String database,
            String definitionHash,
            RunState state,
            boolean active,
            @Nullable Figures figures) {}

    /**
     * What the target says of a run.
     *
     * @param walked rows stepped over in the first walk
     * @param estimate rows of the table as the server guesses; -1 where it does not
     * @param total partitions of the sweep that is being worked
     * @param done those of them that are finished
     * @param checkpointAge since a checkpoint last moved
     * @param quarantined rows in quarantine that nobody has settled
     */
    public record Figures(
            long walked, long estimate, int sweep, int total, int done, Duration checkpointAge, long quarantined) {}

    /** @throws io.steadfill.problem.ProblemException or a DataAccessException when the control cannot be asked */
    public List<Member> members() {
        control.identity();
        List<RunRow> rows = store.rows(OPEN_OR_FAILED, Map.of());
        Map<String, Figures> figures = new HashMap<>();
        rows.stream()
                .collect(Collectors.groupingBy(RunRow::database, LinkedHashMap::new, Collectors.toList()))
                .forEach((database, runs) -> figures.putAll(targets.of(database, runs)));
        List<Member> members = new ArrayList<>();
        for (RunRow row : rows) {
            RunState state = row.state();
            members.add(new Member(
                    row.runId(),
                    row.job(),
                    row.database(),
                    row.definitionHash(),
                    state,
                    state.isActive(),
                    figures.get(row.runId())));
        }
        return members;
    }

    /**
     * A run that may have rows in quarantine.
     *
     * @param rows those that nobody has settled; null where its target could not be asked
     */
    public record Aside(String runId, String job, @Nullable Long rows) {}

    /** Every run that somebody might still go on with, also where it is not the newest of its job; the newest first. */
    public List<Aside> asides() {
        control.identity();
        List<RunRow> rows = store.rows(TO_GO_ON_WITH, Map.of());
        Map<String, Map<String, Long>> open = new HashMap<>();
        rows.stream()
                .collect(Collectors.groupingBy(RunRow::database, LinkedHashMap::new, Collectors.toList()))
                .forEach((database, runs) ->
                        targets.quarantined(database, runs).ifPresent(found -> open.put(database, found)));
        List<Aside> asides = new ArrayList<>();
        for (RunRow row : rows) {
            Map<String, Long> found = open.get(row.database());
            asides.add(new Aside(row.runId(), row.job(), found == null ? null : found.getOrDefault(row.runId(), 0L)));
        }
        return asides;
    }

    /** The active runs on one database, without figures: its target is not asked. */
    public List<Member> activeOn(String database) {
        control.identity();
        return store.activeOn(database).stream()
                .map(row -> new Member(
                        row.runId(), row.job(), row.database(), row.definitionHash(), row.state(), true, null))
                .toList();
    }

    /** When each job was last completed, by the control database's clock. */
    public Map<String, Instant> lastCompleted() {
        Map<String, Instant> last = new HashMap<>();
        control.client()
                .sql("select job, max(ended_at) as ended from steadfill_control_run"
                        + " where stage = 'COMPLETED' group by job")
                .query(row -> {
                    last.put(row.getString("job"), row.getTimestamp("ended").toInstant());
                });
        return last;
    }
}
