package io.steadfill.checkpoint;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
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
        List<BeforeImage.Row> kept = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable String> old = new ArrayList<>(columns.size());
            for (Identifier column : columns) {
                old.add(rows.value(column, i));
            }
            kept.add(new BeforeImage.Row(rows.key(i), old, hashes.get(i)));
        }
        BeforeImage image = new BeforeImage(
                partition.runId(),
                partition.sweep(),
                partition.number(),
                partition.seq(),
                rows.keyColumns(),
                columns,
                kept);
        session.update(Fragment.of(
                        "insert into " + dialect.ours("before_image")
                                + " (run_id, sweep, number, seq, row_count, image) values (:run, :sweep, :number, :seq, :rows, :image)",
                        "run",
                        partition.runId())
                .with("sweep", partition.sweep())
                .with("number", partition.number())
                .with("seq", partition.seq())
                .with("rows", rows.size())
                .with("image", text(image)));
    }

    /**
     * The newest image of a run, under its lock until the transaction ends; empty where there is none.
     *
     * @param before only those that are older than this one; null for all
     */
    public Optional<BeforeImage> newest(Session session, String runId, @Nullable BeforeImage before) {
        Fragment older = before == null
                ? Fragment.of("")
                : Fragment.of(
                                " and (sweep < :sweep or (sweep = :sweep and (number < :number or (number = :number and seq < :seq))))",
                                "sweep",
                                before.sweep())
                        .with("number", before.number())
                        .with("seq", before.seq());
        return session.first(
                Fragment.join(
                                "select run_id, sweep, number, seq, image from " + dialect.ours("before_image")
                                        + " where run_id = :run" + older.sql()
                                        + " order by sweep desc, number desc, seq desc limit 1 for update",
                                older)
                        .with("run", runId),
                (row, n) -> image(row.getString(1), row.getInt(2), row.getInt(3), row.getLong(4), row.getString(5)));
    }

    /** How many rows of a run have an old value that is kept. */
    public long rows(Session session, String runId) {
        return session.first(
                        Fragment.of(
                                "select coalesce(sum(row_count), 0) from " + dialect.ours("before_image")
                                        + " where run_id = :run",
                                "run",
                                runId),
                        (row, n) -> row.getLong(1))
                .orElse(0L);
    }

    /** Keeps only these rows of an image, none of it where there are none. */
    public void keepOnly(Session session, BeforeImage image, List<BeforeImage.Row> rows) {
        Fragment one = Fragment.of(
                        " where run_id = :run and sweep = :sweep and number = :number and seq = :seq",
                        "run",
                        image.runId())
                .with("sweep", image.sweep())
                .with("number", image.number())
                .with("seq", image.seq());
        String table = dialect.ours("before_image");
        if (rows.isEmpty()) {
            session.update(Fragment.join("delete from " + table + one.sql(), one));
        } else {
            session.update(Fragment.join("update " + table + " set row_count = :rows, image = :image" + one.sql(), one)
                    .with("rows", rows.size())
                    .with("image", text(image.with(rows))));
        }
    }

    private static String text(BeforeImage image) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("key", image.keyColumns());
        text.put("columns", image.columns().stream().map(Identifier::name).toList());
        List<Object> all = new ArrayList<>(image.rows().size());
        for (BeforeImage.Row row : image.rows()) {
            List<@Nullable Object> parts = new ArrayList<>(3);
            parts.add(row.key().values());
            parts.add(row.old());
            parts.add(row.written());
            all.add(parts);
        }
        text.put("rows", all);
        return JSON.writeValueAsString(text);
    }

    private static BeforeImage image(String runId, int sweep, int number, long seq, String text) {
        JsonNode read = JSON.readTree(text);
        List<String> keyColumns = texts(read.get("key"));
        List<Identifier> columns =
                texts(read.get("columns")).stream().map(Identifier::new).toList();
        List<BeforeImage.Row> rows = new ArrayList<>();
        for (JsonNode row : read.get("rows")) {
            List<@Nullable String> old = new ArrayList<>();
            row.get(1).forEach(value -> old.add(value.isNull() ? null : value.stringValue()));
            JsonNode written = row.get(2);
            rows.add(new BeforeImage.Row(
                    new Key(keyColumns, texts(row.get(0))), old, written.isNull() ? null : written.stringValue()));
        }
        return new BeforeImage(runId, sweep, number, seq, keyColumns, columns, rows);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(value -> texts.add(value.stringValue()));
        return texts;
    }
}
