package io.steadfill.approval.standing;

import io.steadfill.approval.Subject;
import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of standing words in the control database, whose clock alone says what has expired. */
final class StandingStore {

    private static final String SELECT = """
            select s.*, case when s.end_state is not null then s.end_state
                when s.expires_at <= current_timestamp(6) then 'EXPIRED' else 'IN_FORCE' end as state_now
            from steadfill_control_standing s
            """;

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private final Control control;
    private final JsonMapper json;

    StandingStore(Control control, JsonMapper json) {
        this.control = control;
        this.json = json;
    }

    /** The job's key must be free. */
    void insert(String id, Subject subject, String why, String by, Duration lasts) {
        control.client()
                .sql("""
                insert into steadfill_control_standing (standing_id, job, database_name, hash, what, why, given_by,
                    expires_at, job_key)
                values (:id, :job, :database, :hash, :what, :why, :by, current_timestamp(6) + %s, :job)
                """.formatted(Sql.interval(lasts)))
                .param("id", id)
                .param("job", subject.job())
                .param("database", subject.database())
                .param("hash", subject.hash())
                .param("what", json.writeValueAsString(subject.what()))
                .param("why", why)
                .param("by", by)
                .update();
    }

    Optional<Standing> find(String id) {
        return control.client()
                .sql(SELECT + "where s.standing_id = :id")
                .param("id", id)
                .query((row, n) -> read(row))
                .optional();
    }

    /** The one that nobody has ended; perhaps expired by now. */
    Optional<Standing> current(String job) {
        return control.client()
                .sql(SELECT + "where s.job_key = :job")
                .param("job", job)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Those that nobody has ended, by job. */
    List<Standing> current() {
        return control.client()
                .sql(SELECT + "where s.job_key is not null order by s.job")
                .query((row, n) -> read(row))
                .list();
    }

    /** All of some jobs, the newest first. The limit counts those that may be seen, so their jobs are looked up first. */
    List<Standing> newest(Predicate<String> seen, int limit) {
        List<String> jobs = control.client()
                .sql("select distinct job from steadfill_control_standing")
                .query(String.class)
                .list();
        List<String> his = jobs.stream().filter(seen).toList();
        return his.isEmpty()
                ? List.of()
                : control.client()
                        .sql(SELECT + "where s.job in (:jobs) order by s.given_at desc, s.standing_id limit " + limit)
                        .param("jobs", his)
                        .query((row, n) -> read(row))
                        .list();
    }

    /** Ends one, with what it let through and was not used yet; false when it was ended already. */
    boolean end(String id, Standing.State state, String by, String why) {
        boolean ended = control.client()
                        .sql("""
                        update steadfill_control_standing
                        set job_key = null, end_state = :state, ended_by = :by, ended_at = current_timestamp(6),
                            ended_why = :why
                        where standing_id = :id and end_state is null
                        """)
                        .param("id", id)
                        .param("state", state.name())
                        .param("by", by)
                        .param("why", why)
                        .update()
                == 1;
        control.client().sql("""
                update steadfill_control_approval set state = 'VOID', open_key = null
                where standing_id = :id and state = 'APPROVED'
                """).param("id", id).update();
        return ended;
    }

    /** Lets a request through under a standing word, no longer than that holds. */
    void issue(String approvalId, Standing standing, Duration expires) {
        control.client()
                .sql("""
                update steadfill_control_approval
                set state = 'APPROVED', decided_by = :by, decided_at = current_timestamp(6), why = :why,
                    standing_id = :standing, expires_at = least(:until, current_timestamp(6) + %s)
                where approval_id = :id and state = 'OPEN'
                """.formatted(Sql.interval(expires)))
                .param("id", approvalId)
                .param("by", standing.givenBy())
                .param("why", "standing approval " + standing.id() + ": " + standing.why())
                .param("standing", standing.id())
                .param("until", Timestamp.from(standing.expires()))
                .update();
    }

    private Standing read(ResultSet row) throws SQLException {
        Map<String, Object> what = json.readValue(row.getString("what"), MAP);
        Timestamp ended = row.getTimestamp("ended_at");
        return new Standing(
                row.getString("standing_id"),
                row.getString("job"),
                row.getString("database_name"),
                row.getString("hash"),
                what,
                row.getString("why"),
                row.getString("given_by"),
                row.getTimestamp("given_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                Standing.State.valueOf(row.getString("state_now")),
                row.getString("ended_by"),
                ended == null ? null : ended.toInstant(),
                row.getString("ended_why"));
    }
}
