package io.steadfill.engine.undo;

import io.steadfill.checkpoint.BeforeImage;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows back in the session's open transaction, where they are still as the run left them.
 *
 * @param into the table that rows were moved into; null where there is none
 * @param texts how values are written in the run's table and in that one
 */
record PuttingBack(ChunkSql sql, @Nullable ChunkSql into, ArchiveTexts texts, Locking locks) {

    private static final Fragment ANY = Fragment.of("1 = 1");

    /**
     * Puts some rows of an image back, and leaves those alone that somebody changed, removed or made anew since.
     *
     * @return how many were put back
     * @throws UnclearException when not all could be moved back and it is not known which
     */
    int putBack(Session session, BeforeImage image) {
        if (!image.rows().get(0).isDeleted()) {
            return rewrite(session, image);
        }
        return into == null ? insert(session, image) : moveBack(session, into, image);
    }

    private int rewrite(Session session, BeforeImage image) {
        Rows now = sql.reread(session, image.keys(), ANY, List.of(), locks);
        if (now.isEmpty()) {
            return 0;
        }
        Map<String, BeforeImage.Row> kept = byKey(image);
        List<@Nullable String> hashes = sql.hashes(session, now, image.columns());
        int[] ours = where(now, i -> {
            BeforeImage.Row row = kept.get(now.key(i).text());
            return row != null && row.written() != null && row.written().equals(hashes.get(i));
        });
        if (ours.length == 0) {
            return 0;
        }
        Rows rows = now.pick(ours);
        return sql.writeBack(session, KeyRange.ALL, rows, ANY, values(ordered(image, rows, kept)), Map.of())
                .written();
    }

    private int insert(Session session, BeforeImage image) {
        return sql.insertBack(
                session, Rows.byColumn(image.keys(), image.keyColumns().size()), values(image));
    }

    private int moveBack(Session session, ChunkSql from, BeforeImage image) {
        Rows there = from.reread(session, image.keys(), ANY, image.columns(), locks);
        Map<Key, BeforeImage.Row> kept = new HashMap<>();
        image.rows().forEach(row -> kept.put(texts.moved(row.key()), row));
        int[] same = where(there, i -> {
            BeforeImage.Row row = kept.get(texts.archived(there.key(i)));
            return row != null
                    && IntStream.range(0, image.columns().size())
                            .allMatch(c -> texts.isSame(
                                    image.columns().get(c), row.old().get(c), there.values()[c][i]));
        });
        if (same.length == 0) {
            return 0;
        }
        Rows rows = there.pick(same);
        BeforeImage moved = image.with(rows.keyList().stream()
                .map(key -> Objects.requireNonNull(kept.get(texts.archived(key))))
                .toList());
        int back = insert(session, moved);
        if (back == 0) {
            return 0;
        }
        if (back < rows.size()) {
            throw new UnclearException();
        }
        return from.deleteRows(session, rows);
    }

    private static Map<String, BeforeImage.Row> byKey(BeforeImage image) {
        Map<String, BeforeImage.Row> byKey = new HashMap<>();
        image.rows().forEach(row -> byKey.put(row.key().text(), row));
        return byKey;
    }

    private static int[] where(Rows rows, IntPredicate holds) {
        return IntStream.range(0, rows.size()).filter(holds).toArray();
    }

    /** The image of exactly these rows, in their order. */
    private static BeforeImage ordered(BeforeImage image, Rows rows, Map<String, BeforeImage.Row> kept) {
        return image.with(rows.keyList().stream()
                .map(key -> Objects.requireNonNull(kept.get(key.text())))
                .toList());
    }

    private static Map<Identifier, @Nullable String[]> values(BeforeImage image) {
        Map<Identifier, @Nullable String[]> values = new LinkedHashMap<>();
        for (int c = 0; c < image.columns().size(); c++) {
            values.put(image.columns().get(c), image.values(c));
        }
        return values;
    }

    /** Some rows could be moved back and some not: fewer at once tell which. */
    static final class UnclearException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
