package io.steadfill.run.admission;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.problem.Problem;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.story.RunEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stops in force. A stop puts a hold on each run that it covers, which its worker reads between chunks, in whatever process; a run that is
 * launched or taken up later meets the stop itself.
 */
public final class Stops {

    /** What happened to runs: somebody stopped them. */
    public static final String EVENT = "stopped";

    private static final String IN_FORCE =
            "lifted_at is null and (expires_at is null or expires_at > current_timestamp(6))";

    private final Control control;
    private final RunStore store;
    private final HoldStore holds;
    private final RunEvents events;
    private final AuditTrail audit;

    Stops(Control control, RunStore store, HoldStore holds, RunEvents events, AuditTrail audit) {
        this.control = control;
        this.store = store;
        this.holds = holds;
        this.events = events;
        this.audit = audit;
    }

    /** Those in force, the newest first. */
    public List<Stop> list() {
        control.identity();
        return control.client()
                .sql("select * from steadfill_control_stop where " + IN_FORCE + " order by since desc, stop_id")
                .query((row, n) -> read(row))
                .list();
    }

    /**
     * Stops what it covers, until it is lifted or its time is over.
     *
     * @param lasts null until somebody lifts it
     */
    public Stop put(Stop.Reach reach, String by, String why, @Nullable Duration lasts) {
        control.identity();
        String id = "s-" + UUID.randomUUID().toString().substring(0, 8);
        Stop stop = control.inTransaction(() -> {
            insert(id, reach, by, why, lasts);
            Stop made = find(id);
            audit.add(by, "stop", null, reach.job(), null, made.what() + ": " + why);
            return made;
        });
        // Only now: a run that began before the stop was committed is found here, one that begins later finds the stop.
        covered(stop).forEach(run -> store.change(run.runId(), row -> hold(row, stop)));
        return stop;
    }

    /**
     * Ends a stop.
     *
     * @param due has a run worked that nothing holds any more, in the transaction that frees it
     * @return those runs
     * @throws io.steadfill.problem.ProblemException STOP_NOT_FOUND
     */
    public List<String> lift(String id, String by, Consumer<String> due) {
        control.identity();
        Stop stop = find(id);
        control.client()
                .sql("update steadfill_control_stop set lifted_at = current_timestamp(6), lifted_by = :by"
                        + " where stop_id = :id and lifted_at is null")
                .param("by", by)
                .param("id", id)
                .update();
        audit.add(by, "lift stop", null, stop.job(), stop.what() + ": " + stop.why(), null);
        holds.removeFromOver(stop.id());
        List<String> free = new ArrayList<>();
        for (RunRow run : covered(stop)) {
            RunRow after = store.change(run.runId(), row -> {
                holds.remove(holdId(stop, row));
                if (isFree(store.get(row.runId()))) {
                    due.accept(row.runId());
                }
            });
            if (isFree(after)) {
                free.add(after.runId());
            }
        }
        return free;
    }

    private static boolean isFree(RunRow row) {
        return row.holds().isEmpty() && row.owner() == null;
    }

    /** @throws io.steadfill.problem.ProblemException STOPPED where a stop covers the job */
    public void requireNone(String job, String database, String table) {
        for (Stop stop : list()) {
            if (stop.covers(job, database, table)) {
                throw refusal(stop, job);
            }
        }
    }

    /** Before a run is taken up: one that was launched while a stop was being made gets its hold now. */
    public void requireNone(RunRow run) {
        for (Stop stop : list()) {
            if (stop.covers(run.job(), run.database(), run.table())) {
                store.change(run.runId(), row -> hold(row, stop));
                throw refusal(stop, run.job());
            }
        }
    }

    /**
     * Once a run's lease is taken: whoever stopped it before, or in that moment, is obeyed. A stop that is made from now on finds the run, as it
     * is being worked.
     */
    public void meet(RunRow run) {
        for (Stop stop : list()) {
            if (stop.covers(run.job(), run.database(), run.table())) {
                store.change(run.runId(), row -> hold(row, stop));
            }
        }
    }

    private void hold(RunRow row, Stop stop) {
        boolean held = row.holds().stream().anyMatch(hold -> hold.id().equals(holdId(stop, row)));
        if (!held && row.state().isActive()) {
            holds.addUntil(holdId(stop, row), row.runId(), HoldKind.STOP, stop.by(), stop.why(), stop.id());
            events.add(row.runId(), row.job(), EVENT, null, null, stop.by(), stop.what() + ": " + stop.why());
        }
    }

    private List<RunRow> covered(Stop stop) {
        return store.rows("where r.active_key is not null", Map.of()).stream()
                .filter(run -> stop.covers(run.job(), run.database(), run.table()))
                .toList();
    }

    private static String holdId(Stop stop, RunRow row) {
        String id = stop.id() + "/" + row.runId();
        return id.substring(0, Math.min(40, id.length()));
    }

    private Stop find(String id) {
        return control.client()
                .sql("select * from steadfill_control_stop where stop_id = :id and " + IN_FORCE)
                .param("id", id)
                .query((row, n) -> read(row))
                .optional()
                .orElseThrow(() -> Problem.STOP_NOT_FOUND
                        .with("stop", id)
                        .says("there is no stop '" + id + "' in force; look at the list of stops"));
    }

    private void insert(String id, Stop.Reach reach, String by, String why, @Nullable Duration lasts) {
        control.client()
                .sql("insert into steadfill_control_stop"
                        + " (stop_id, scope, job, database_name, table_name, by_whom, why, expires_at) values"
                        + " (:id, :scope, :job, :database, :table, :by, :why, "
                        + (lasts == null ? "null" : "current_timestamp(6) + " + Sql.interval(lasts)) + ")")
                .param("id", id)
                .param("scope", reach.scope().name())
                .param("job", reach.job())
                .param("database", reach.database())
                .param("table", reach.table())
                .param("by", by)
                .param("why", why)
                .update();
    }

    private static RuntimeException refusal(Stop stop, String job) {
        return Problem.STOPPED
                .with("stop", stop.id())
                .with("job", job)
                .says(stop.by() + " stopped " + stop.what() + ": " + stop.why()
                        + (stop.expires() == null
                                ? "; it holds until somebody lifts it"
                                : "; it holds until " + stop.expires()));
    }

    private static Stop read(ResultSet row) throws SQLException {
        Timestamp expires = row.getTimestamp("expires_at");
        return new Stop(
                row.getString("stop_id"),
                Stop.Scope.valueOf(row.getString("scope")),
                row.getString("job"),
                row.getString("database_name"),
                row.getString("table_name"),
                row.getString("by_whom"),
                row.getString("why"),
                row.getTimestamp("since").toInstant(),
                expires == null ? null : expires.toInstant());
    }
}
