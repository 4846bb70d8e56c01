package io.steadfill.audit;

import io.steadfill.control.Control;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who said what to which run, and what it changed. Rows are only ever added. */
public final class AuditTrail {

    private final Control control;

    public AuditTrail(Control control) {
        this.control = control;
    }

    /** One word of one person. */
    public record Entry(
            Instant at,
            String by,
            String verb,
            @Nullable String runId,
            @Nullable String job,
            @Nullable String before,
            @Nullable String after) {}

    /**
     * @param before the state or value it found; null where there was none
     * @param after what it left
     */
    public void add(
            String by,
            String verb,
            @Nullable String runId,
            @Nullable String job,
            @Nullable String before,
            @Nullable String after) {
        control.client()
                .sql("""
                insert into steadfill_control_audit (by_whom, verb, run_id, job, before_text, after_text)
                values (:by, :verb, :run, :job, :before, :after)
                """)
                .param("by", by)
                .param("verb", verb)
                .param("run", runId)
                .param("job", job)
                .param("before", before)
                .param("after", after)
                .update();
    }

    /** What was said to a run, oldest first. */
    public List<Entry> of(String runId) {
        return control.client()
                .sql("select * from steadfill_control_audit where run_id = :run order by audit_id")
                .param("run", runId)
                .query((row, n) -> new Entry(
                        row.getTimestamp("at").toInstant(),
                        row.getString("by_whom"),
                        row.getString("verb"),
                        row.getString("run_id"),
                        row.getString("job"),
                        row.getString("before_text"),
                        row.getString("after_text")))
                .list();
    }
}
