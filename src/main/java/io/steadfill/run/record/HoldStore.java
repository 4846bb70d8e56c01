package io.steadfill.run.record;

import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.HoldKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The reasons to be paused. A hold whose expiry is past, by the control database's clock, is as good as gone. */
public final class HoldStore {

    private static final String VALID = "(expires_at is null or expires_at > current_timestamp(6))";

    /** Of a stop that is lifted: whoever lifted it died half-way, or the hold was put on in the same moment. */
    private static final String ORPHANED = "(kind = 'STOP' and not exists (select * from steadfill_control_stop s"
            + " where s.lifted_at is null and s.stop_id = substring(hold_id, 1, 10)))";

    private final Control control;

    HoldStore(Control control) {
        this.control = control;
    }

    List<Hold> of(String runId) {
        return control.client()
                .sql("select * from steadfill_control_hold where run_id = :run and " + VALID
                        + " order by since, hold_id")
                .param("run", runId)
                .query((row, n) -> read(row))
                .list();
    }

    /** Of several runs at once, by the run's id. */
    Map<String, List<Hold>> ofAll(List<String> runIds) {
        Map<String, List<Hold>> all = new HashMap<>();
        if (runIds.isEmpty()) {
            return all;
        }
        control.client()
                .sql("select * from steadfill_control_hold where run_id in (:runs) and " + VALID
                        + " order by since, hold_id")
                .param("runs", runIds)
                .query(row -> {
                    all.computeIfAbsent(row.getString("run_id"), run -> new ArrayList<>())
                            .add(read(row));
                });
        return all;
    }

    private static Hold read(ResultSet row) throws SQLException {
        Timestamp expires = row.getTimestamp("expires_at");
        return new Hold(
                row.getString("hold_id"),
                HoldKind.valueOf(row.getString("kind")),
                row.getString("by_whom"),
                row.getString("why"),
                row.getTimestamp("since").toInstant(),
                expires == null ? null : expires.toInstant());
    }

    /** @param lasts how long; null until somebody lifts it */
    public void add(String runId, HoldKind kind, String by, String why, @Nullable Duration lasts) {
        control.client()
                .sql("insert into steadfill_control_hold (hold_id, run_id, kind, by_whom, why, expires_at) values"
                        + " (:id, :run, :kind, :by, :why, "
                        + (lasts == null ? "null" : "current_timestamp(6) + " + Sql.interval(lasts)) + ")")
                .param("id", UUID.randomUUID().toString())
                .param("run", runId)
                .param("kind", kind.name())
                .param("by", by)
                .param("why", why)
                .update();
    }

    /** Adds one that lasts as long as a stop. */
    public void addUntil(String id, String runId, HoldKind kind, String by, String why, String stopId) {
        control.client()
                .sql("insert into steadfill_control_hold (hold_id, run_id, kind, by_whom, why, expires_at)"
                        + " select :id, :run, :kind, :by, :why, s.expires_at from steadfill_control_stop s"
                        + " where s.stop_id = :stop")
                .param("id", id)
                .param("run", runId)
                .param("kind", kind.name())
                .param("by", by)
                .param("why", why)
                .param("stop", stopId)
                .update();
    }

    /** Removes one. */
    public void remove(String id) {
        control.client()
                .sql("delete from steadfill_control_hold where hold_id = :id")
                .param("id", id)
                .update();
    }

    /** Removes those of a stop from runs that are over, which no stop can be found by any more. */
    public void removeFromOver(String stopId) {
        control.client()
                .sql("delete from steadfill_control_hold where kind = :kind and substring(hold_id, 1, 10) = :stop"
                        + " and run_id in (select run_id from steadfill_control_run where active_key is null)")
                .param("kind", HoldKind.STOP.name())
                .param("stop", stopId)
                .update();
    }

    /** Lifts the holds that wait for a person; returns how many there were. */
    public int lift(String runId) {
        List<String> kinds = Arrays.stream(HoldKind.values())
                .filter(HoldKind::waitsForResume)
                .map(Enum::name)
                .toList();
        return control.client()
                .sql("delete from steadfill_control_hold where run_id = :run and kind in (:kinds)")
                .param("run", runId)
                .param("kinds", kinds)
                .update();
    }

    /** Lifts the hold of a run that waited for a second person. */
    public void liftApproval(String runId) {
        control.client()
                .sql("delete from steadfill_control_hold where run_id = :run and kind = :kind")
                .param("run", runId)
                .param("kind", HoldKind.APPROVAL.name())
                .update();
    }

    /** Lifts the holds of one kind. */
    public void lift(String runId, HoldKind kind) {
        control.client()
                .sql("delete from steadfill_control_hold where run_id = :run and kind = :kind")
                .param("run", runId)
                .param("kind", kind.name())
                .update();
    }

    /** Lifts the holds that end by themselves. */
    public void liftAutomatic(String runId) {
        Arrays.stream(HoldKind.values()).filter(HoldKind::endsByItself).forEach(kind -> lift(runId, kind));
    }

    /** Unfinished runs with a hold that ends by itself, or whose time or stop is over; in the order of their launch. */
    public List<String> waiting() {
        List<String> kinds = Arrays.stream(HoldKind.values())
                .filter(HoldKind::endsByItself)
                .map(Enum::name)
                .toList();
        return control.client()
                .sql("select r.run_id from steadfill_control_run r where r.active_key is not null and exists"
                        + " (select * from steadfill_control_hold h where h.run_id = r.run_id"
                        + " and (h.kind in (:kinds) or h.expires_at <= current_timestamp(6) or " + ORPHANED + "))"
                        + " order by r.started_at, r.run_id")
                .param("kinds", kinds)
                .query(String.class)
                .list();
    }

    /** Clears away those whose time or stop is over. */
    public void sweep(String runId) {
        control.client()
                .sql(
                        "delete from steadfill_control_hold where run_id = :run and (expires_at <= current_timestamp(6) or "
                                + ORPHANED + ")")
                .param("run", runId)
                .update();
    }

    /** Lifts all holds of a run that is over. */
    public void liftAll(String runId) {
        control.client()
                .sql("delete from steadfill_control_hold where run_id = :run")
                .param("run", runId)
                .update();
    }
}
