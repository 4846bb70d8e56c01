package io.steadfill.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which entries somebody wants to read; null where it does not matter.
 *
 * @param before entries with a lower number: the last one of the page that was read before
 * @param since entries of this moment or later
 * @param limit how many, 1 to {@value #LIMIT_MAX}
 */
public record AuditQuery(
        @Nullable String runId,
        @Nullable String job,
        @Nullable String by,
        @Nullable String verb,
        @Nullable Instant since,
        @Nullable Long before,
        int limit) {

    public static final int LIMIT_MAX = 1_000;

    public AuditQuery {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " entries, not " + limit);
        }
    }

    /** The newest of all. */
    public static AuditQuery newest(int limit) {
        return new AuditQuery(null, null, null, null, null, null, limit);
    }

    /** The same question about entries that are older than one. */
    public AuditQuery before(long seq) {
        return new AuditQuery(runId, job, by, verb, since, seq, limit);
    }

    JdbcClient.StatementSpec on(JdbcClient client) {
        Map<String, Object> values = new LinkedHashMap<>();
        StringBuilder sql = new StringBuilder("select * from steadfill_control_audit where seq is not null");
        add(sql, values, "run_id = :run", "run", runId);
        add(sql, values, "job = :job", "job", job);
        add(sql, values, "by_whom = :by", "by", by);
        add(sql, values, "verb = :verb", "verb", verb);
        add(sql, values, "seq < :seq", "seq", before);
        add(
                sql,
                values,
                "at_micros >= :since",
                "since",
                since == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, since));
        return client.sql(sql + " order by seq desc limit " + limit).params(values);
    }

    private static void add(
            StringBuilder sql, Map<String, Object> values, String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(" and ").append(condition);
            values.put(name, value);
        }
    }
}
