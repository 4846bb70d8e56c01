package io.steadfill.checkpoint;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Old values of the rows that a chunk changed, one row a chunk, in the chunk's own transaction. Format 1 of the image is a JSON object:
 * {@code key} and {@code columns} (names), {@code rows} (each {@code [key values, old values, hash of what we wrote or null when deleted]}).
 */
public final class BeforeImages {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Dialect dialect;

    public BeforeImages(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * Keeps the old values of {@code rows}.
     *
     * @param partition as it is before this chunk
     * @param columns whose old values the rows carry and that the hash covers
     * @param hashes one a row, of the values after the change; null entries for rows that are gone
     */
    public void keep(
            Session session, Partition partition, Rows rows, List<Identifier> columns, List<@Nullable String> hashes) {
        if (rows.isEmpty()) {
            return;
        }
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("key", rows.keyColumns());
        image.put("columns", columns.stream().map(Identifier::name).toList());
        List<Object> all = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable Object> row = new ArrayList<>(3);
            row.add(rows.key(i).values());
            List<@Nullable String> old = new ArrayList<>(columns.size());
            for (Identifier column : columns) {
                old.add(rows.value(column, i));
            }
            row.add(old);
            row.add(hashes.get(i));
            all.add(row);
        }
        image.put("rows", all);
        session.update(Fragment.of(
                        "insert into " + dialect.ours("before_image")
                                + " (run_id, sweep, number, seq, row_count, image) values (:run, :sweep, :number, :seq, :rows, :image)",
                        "run",
                        partition.runId())
                .with("sweep", partition.sweep())
                .with("number", partition.number())
                .with("seq", partition.seq())
                .with("rows", rows.size())
                .with("image", JSON.writeValueAsString(image)));
    }
}
