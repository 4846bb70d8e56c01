package io.steadfill.run.status;

import io.steadfill.problem.Problem;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.Stage;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads runs page by page. A state is derived and not stored, so that the database can only narrow the choice. */
public final class RunPages {

    private static final int BATCH = 100;
    /** Rows looked at for one page; beyond it a page may be short, and still names the next. */
    private static final int LOOKED_AT_MAX = 2_000;

    /** The rows found, and where the next page begins; null where there is none. */
    public record Found(List<RunRow> rows, @Nullable String next) {}

    private final RunStore store;

    public RunPages(RunStore store) {
        this.store = store;
    }

    /** @param seen which jobs' runs may be seen */
    public Found find(RunQuery query, Predicate<String> seen) {
        requireKnown(query.after());
        List<RunRow> found = new ArrayList<>();
        @Nullable String cursor = query.after();
        for (int looked = 0; looked < LOOKED_AT_MAX; looked += BATCH) {
            List<RunRow> rows = batch(query.from(cursor));
            for (RunRow row : rows) {
                if (found.size() == query.limit()) {
                    return new Found(found, cursor);
                }
                cursor = row.runId();
                if (seen.test(row.job()) && (query.state() == null || row.state() == query.state())) {
                    found.add(row);
                }
            }
            if (rows.size() < BATCH) {
                return new Found(found, null);
            }
        }
        return new Found(found, cursor);
    }

    private void requireKnown(@Nullable String cursor) {
        if (cursor != null && store.find(cursor).isEmpty()) {
            throw Problem.REQUEST_INVALID
                    .with("cursor", cursor)
                    .says("the cursor names no run that is still kept: begin again without it");
        }
    }

    private List<RunRow> batch(RunQuery query) {
        List<String> where = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        if (query.job() != null) {
            where.add("r.job = :job");
            values.put("job", query.job());
        }
        if (query.database() != null) {
            where.add("r.database_name = :database");
            values.put("database", query.database());
        }
        if (query.since() != null) {
            where.add("r.started_at >= :since");
            values.put("since", Timestamp.from(query.since()));
        }
        if (query.state() != null) {
            where.add("r.stage in (:stages)");
            values.put("stages", stages(query.state()));
        }
        if (query.after() != null) {
            where.add(
                    "exists (select * from steadfill_control_run c where c.run_id = :after and (r.started_at < c.started_at"
                            + " or (r.started_at = c.started_at and r.run_id > c.run_id)))");
            values.put("after", query.after());
        }
        return store.rows(
                (where.isEmpty() ? "" : "where " + String.join(" and ", where))
                        + " order by r.started_at desc, r.run_id limit " + BATCH,
                values);
    }

    /** The stages from which a state can come. */
    private static List<String> stages(RunState state) {
        List<Stage> stages = switch (state) {
            case PENDING -> List.of(Stage.NEW, Stage.PAUSED);
            case RUNNING -> List.of(Stage.WORKING);
            case VERIFYING -> List.of(Stage.VERIFYING);
            case UNDOING -> List.of(Stage.UNDOING);
            case PAUSING -> List.of(Stage.WORKING, Stage.VERIFYING);
            case WAITING, PAUSED, CANCELLING ->
                List.of(Stage.NEW, Stage.PAUSED, Stage.INTERRUPTED, Stage.WORKING, Stage.VERIFYING);
            case INTERRUPTED -> List.of(Stage.INTERRUPTED, Stage.WORKING, Stage.VERIFYING, Stage.UNDOING);
            case CANCELLED -> List.of(Stage.CANCELLED);
            case FAILED -> List.of(Stage.FAILED);
            case QUARANTINED -> List.of(Stage.QUARANTINED);
            case COMPLETED -> List.of(Stage.COMPLETED);
            case UNDONE -> List.of(Stage.UNDONE);
        };
        return stages.stream().map(Enum::name).toList();
    }
}
