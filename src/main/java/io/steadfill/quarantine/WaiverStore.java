package io.steadfill.quarantine;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.keyset.Key;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People's words on quarantined rows, in the target; every method runs in the caller's transaction. */
public final class WaiverStore {

    private final String table;

    public WaiverStore(Dialect dialect) {
        this.table = dialect.ours("waiver");
    }

    /**
     * Records a waiver; an older one on the same row gives way.
     *
     * @param rowHash the server's hash of the columns that predicate, change and remedy read, as the waiver left them
     * @param beforeImage the remedied columns' old values as JSON; null where there is no remedy
     */
    public void put(
            Session session,
            String runId,
            Key key,
            String rowHash,
            String by,
            String why,
            @Nullable String beforeImage) {
        Fragment values = Fragment.of("", "run", runId)
                .with("hash", QuarantineStore.hash(key))
                .with("key", key.text())
                .with("row", rowHash)
                .with("by", by)
                .with("why", why)
                .with("remedied", beforeImage != null)
                .with("image", beforeImage);
        session.update(Fragment.join("delete from " + table + " where run_id = :run and key_hash = :hash", values));
        session.update(Fragment.join(
                "insert into " + table + " (run_id, key_hash, key_text, row_hash, by_whom, why, remedied, before_image)"
                        + " values (:run, :hash, :key, :row, :by, :why, :remedied, :image)",
                values));
    }

    /** Key text to row hash of a run's waivers; a row with another hash is no longer waived. */
    public Map<String, String> standing(Session session, String runId) {
        Map<String, String> standing = new HashMap<>();
        session.list(
                        Fragment.of("select key_text, row_hash from " + table + " where run_id = :run", "run", runId),
                        (row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(entry -> standing.put(entry.getKey(), entry.getValue()));
        return standing;
    }
}
