package io.steadfill.run.record;

import io.steadfill.control.Control;
import io.steadfill.definition.Limits;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What operators tuned, a row for each run and name. */
public final class TuningStore {

    private final Control control;

    TuningStore(Control control) {
        this.control = control;
    }

    /** Name to value, sorted by name. */
    public Map<String, String> of(String runId) {
        Map<String, String> found = new TreeMap<>();
        control.leases()
                .sql("select name, value from steadfill_control_tuning where run_id = :run")
                .param("run", runId)
                .query((row, n) -> found.put(row.getString(1), row.getString(2)))
                .list();
        return found;
    }

    public Limits applyTo(String runId, Limits limits) {
        Limits tuned = limits;
        for (Map.Entry<String, String> entry : of(runId).entrySet()) {
            tuned = Tunable.named(entry.getKey()).apply(tuned, entry.getValue());
        }
        return tuned;
    }

    /** Returns the value before; null where there was none. */
    @Nullable
    public String put(String runId, String name, String value, String by) {
        String before = of(runId).get(name);
        control.client()
                .sql("delete from steadfill_control_tuning where run_id = :run and name = :name")
                .param("run", runId)
                .param("name", name)
                .update();
        control.client()
                .sql(
                        "insert into steadfill_control_tuning (run_id, name, value, by_whom) values (:run, :name, :value, :by)")
                .param("run", runId)
                .param("name", name)
                .param("value", value)
                .param("by", by)
                .update();
        return before;
    }
}
