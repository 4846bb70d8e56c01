package io.steadfill.approval;

import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The requests' rows in the control database, whose clock alone says what has expired. */
final class ApprovalStore {

    private static final String SELECT = """
            select a.*, case when a.state in ('OPEN', 'APPROVED') and a.expires_at <= current_timestamp(6)
                then 'EXPIRED' else a.state end as state_now
            from steadfill_control_approval a
            """;

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private final Control control;
    private final JsonMapper json;

    ApprovalStore(Control control, JsonMapper json) {
        this.control = control;
        this.json = json;
    }

    /** Adds an open request; false when there is one already that may still let the same through. */
    boolean insert(String id, Subject subject, String by, Duration expires) {
        try {
            control.tentatively(() -> control.client()
                    .sql("""
                    insert into steadfill_control_approval (approval_id, kind, job, database_name, run_id, hash, open_key,
                        what, state, asked_by, expires_at)
                    values (:id, :kind, :job, :database, :run, :hash, :hash, :what, 'OPEN', :by, current_timestamp(6) + %s)
                    """.formatted(Sql.interval(expires)))
                    .param("id", id)
                    .param("kind", subject.kind().name())
                    .param("job", subject.job())
                    .param("database", subject.database())
                    .param("run", subject.runId())
                    .param("hash", subject.hash())
                    .param("what", json.writeValueAsString(subject.what()))
                    .param("by", by)
                    .update());
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    Optional<Approval> find(String id) {
        return one("where a.approval_id = :value", id);
    }

    /** The request for exactly this that is open or approved; perhaps expired by now. */
    Optional<Approval> pending(String hash) {
        return one("where a.open_key = :value", hash);
    }

    /** Locks the row until the transaction's end. */
    void lock(String id) {
        control.client()
                .sql("select approval_id from steadfill_control_approval where approval_id = :id for update")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** Those of one run, the newest first. */
    List<Approval> of(String runId) {
        return control.client()
                .sql(SELECT + "where a.run_id = :run order by a.asked_at desc, a.approval_id")
                .param("run", runId)
                .query((row, n) -> read(row))
                .list();
    }

    /** Those of some jobs that nobody has decided, the oldest first. */
    List<Approval> open(Predicate<String> seen, int limit) {
        return some(
                "a.state = 'OPEN' and a.expires_at > current_timestamp(6)",
                seen,
                "order by a.asked_at, a.approval_id limit " + limit);
    }

    /** All of some jobs, the newest first. */
    List<Approval> newest(Predicate<String> seen, int limit) {
        return some("true", seen, "order by a.asked_at desc, a.approval_id limit " + limit);
    }

    /** The limit counts those that may be seen, so their jobs are looked up first. */
    private List<Approval> some(String condition, Predicate<String> seen, String ordered) {
        List<String> jobs = control.client()
                .sql("select distinct a.job from steadfill_control_approval a where " + condition)
                .query(String.class)
                .list();
        List<String> his = jobs.stream().filter(seen).toList();
        return his.isEmpty()
                ? List.of()
                : control.client()
                        .sql(SELECT + "where " + condition + " and a.job in (:jobs) " + ordered)
                        .param("jobs", his)
                        .query((row, n) -> read(row))
                        .list();
    }

    void decide(String id, ApprovalState state, String by, String why, boolean breakGlass, Duration expires) {
        control.client()
                .sql("update steadfill_control_approval set state = :state, decided_by = :by,"
                        + " decided_at = current_timestamp(6), why = :why, break_glass = :glass"
                        + (state == ApprovalState.APPROVED
                                ? ", expires_at = current_timestamp(6) + " + Sql.interval(expires)
                                : ", open_key = null")
                        + " where approval_id = :id")
                .param("id", id)
                .param("state", state.name())
                .param("by", by)
                .param("why", why)
                .param("glass", breakGlass)
                .update();
    }

    /** Says that it let something through; false when it no longer may. */
    boolean use(String id) {
        return control.client().sql("""
                        update steadfill_control_approval
                        set state = 'USED', open_key = null, used_at = current_timestamp(6)
                        where approval_id = :id and state = 'APPROVED' and expires_at > current_timestamp(6)
                        """).param("id", id).update() == 1;
    }

    /** Closes one that is open or approved; does nothing to others. */
    void close(String id, ApprovalState state) {
        control.client().sql("""
                update steadfill_control_approval set state = :state, open_key = null
                where approval_id = :id and state in ('OPEN', 'APPROVED')
                """).param("id", id).param("state", state.name()).update();
    }

    /** A run that was given up, or whose target is another now, is covered by nothing any more. */
    void closeAll(String runId) {
        control.client().sql("""
                update steadfill_control_approval set state = 'VOID', open_key = null
                where run_id = :run and kind = 'RUN' and state in ('OPEN', 'APPROVED', 'USED')
                """).param("run", runId).update();
    }

    private Optional<Approval> one(String where, String value) {
        return control.client()
                .sql(SELECT + where)
                .param("value", value)
                .query((row, n) -> read(row))
                .optional();
    }

    private Approval read(ResultSet row) throws SQLException {
        Map<String, Object> what = json.readValue(row.getString("what"), MAP);
        return new Approval(
                row.getString("approval_id"),
                ApprovalKind.valueOf(row.getString("kind")),
                row.getString("job"),
                row.getString("database_name"),
                row.getString("run_id"),
                row.getString("hash"),
                what,
                ApprovalState.valueOf(row.getString("state_now")),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("decided_by"),
                instant(row.getTimestamp("decided_at")),
                row.getString("why"),
                row.getBoolean("break_glass"),
                instant(row.getTimestamp("used_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
