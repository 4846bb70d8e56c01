package io.steadfill.run.story;

import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.run.life.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to runs, in the order of their numbers. A number may become readable after a higher one: readers look back a little. */
public final class RunEvents {

    /** A number that is missing for longer was given to a transaction that was rolled back. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final int LOOK_BACK = 500;

    private record Seen(RunEvent event, boolean old) {}

    private final Control control;

    RunEvents(Control control) {
        this.control = control;
    }

    /** Adds one, in the transaction that is under way where there is one. */
    public void add(
            String runId,
            String job,
            String kind,
            @Nullable RunState from,
            @Nullable RunState to,
            @Nullable String by,
            @Nullable String says) {
        control.client()
                .sql("""
                insert into steadfill_control_event (run_id, job, kind, from_state, to_state, by_whom, says)
                values (:run, :job, :kind, :from, :to, :by, :says)
                """)
                .param("run", runId)
                .param("job", job)
                .param("kind", kind)
                .param("from", from == null ? null : from.name())
                .param("to", to == null ? null : to.name())
                .param("by", by)
                .param("says", says)
                .update();
    }

    /** Those of all runs with a number above {@code after}, oldest first. */
    public List<RunEvent> after(long after, int limit) {
        return control.client()
                .sql("select * from steadfill_control_event where event_id > :after order by event_id limit " + limit)
                .param("after", after)
                .query((row, n) -> read(row))
                .list();
    }

    /**
     * Those of all runs with a number above {@code after}, oldest first, up to the first missing number that may still become readable: whoever
     * goes on after the last of them misses none, on whichever node.
     */
    public List<RunEvent> settled(long after, int limit) {
        List<Seen> found = control.client()
                .sql("select e.*, case when e.at < current_timestamp(6) - " + Sql.interval(SETTLED)
                        + " then 1 else 0 end as passed from steadfill_control_event e where e.event_id > :after"
                        + " order by e.event_id limit " + limit)
                .param("after", after)
                .query((row, n) -> new Seen(read(row), row.getInt("passed") == 1))
                .list();
        List<RunEvent> settled = new ArrayList<>();
        long next = after + 1;
        for (Seen seen : found) {
            if (seen.event().id() != next && !seen.old()) {
                break;
            }
            settled.add(seen.event());
            next = seen.event().id() + 1;
        }
        return settled;
    }

    /** The number of the last event before which none is missing; 0 where there is none. */
    public long settledEnd() {
        long from = Math.max(0, last() - LOOK_BACK);
        List<RunEvent> settled = settled(from, LOOK_BACK);
        return settled.isEmpty() ? from : settled.get(settled.size() - 1).id();
    }

    /** Those of one run, oldest first. */
    public List<RunEvent> of(String runId, long after, int limit) {
        return control.client()
                .sql("select * from steadfill_control_event where run_id = :run and event_id > :after"
                        + " order by event_id limit " + limit)
                .param("run", runId)
                .param("after", after)
                .query((row, n) -> read(row))
                .list();
    }

    /** The highest number so far; 0 where there is none. */
    public long last() {
        return control.client()
                .sql("select coalesce(max(event_id), 0) from steadfill_control_event")
                .query(Long.class)
                .single();
    }

    private static RunEvent read(ResultSet row) throws SQLException {
        return new RunEvent(
                row.getLong("event_id"),
                row.getTimestamp("at").toInstant(),
                row.getString("run_id"),
                row.getString("job"),
                row.getString("kind"),
                state(row.getString("from_state")),
                state(row.getString("to_state")),
                row.getString("by_whom"),
                row.getString("says"));
    }

    private static @Nullable RunState state(@Nullable String name) {
        return name == null ? null : RunState.valueOf(name);
    }
}
