package io.steadfill.chunk.work;

import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.quarantine.Quarantined;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows with the values computed for them.
 *
 * @param read all rows that were computed
 * @param kept the positions among them of those to write
 * @param rows those to write
 * @param values one array a column, in the order of {@code rows}
 * @param refused rows that a transform refused
 * @param bytes characters read
 */
record Computed(
        Rows read,
        int[] kept,
        Rows rows,
        Map<Identifier, @Nullable String[]> values,
        List<Quarantined> refused,
        long bytes) {

    /**
     * The part of it that is about {@code locked} rows, as versions that may be written; null when one of them was not read as it is now, so
     * that all have to be computed again.
     *
     * @param locked rows in the same order of keys
     */
    @Nullable
    Computed confirmedBy(Rows locked) {
        int[] positions = new int[locked.size()];
        int[] sources = new int[locked.size()];
        int size = 0;
        int at = 0;
        int next = 0;
        for (int row = 0; row < locked.size(); row++) {
            while (at < read.size() && !read.hasKeyOf(at, locked, row)) {
                at++;
            }
            if (at == read.size() || !read.hasValuesOf(at, locked, row)) {
                return null;
            }
            while (next < kept.length && kept[next] < at) {
                next++;
            }
            if (next < kept.length && kept[next] == at) {
                positions[size] = row;
                sources[size++] = next;
            }
            at++;
        }
        int[] now = Arrays.copyOf(positions, size);
        int[] from = Arrays.copyOf(sources, size);
        Map<Identifier, @Nullable String[]> those = new LinkedHashMap<>();
        values.forEach((column, all) -> those.put(column, pick(all, from)));
        return new Computed(locked, now, locked.pick(now), those, refusedAmong(locked), bytes);
    }

    private static @Nullable String[] pick(@Nullable String[] all, int[] from) {
        return Arrays.stream(from).mapToObj(i -> all[i]).toArray(String[]::new);
    }

    private List<Quarantined> refusedAmong(Rows locked) {
        if (refused.isEmpty()) {
            return refused;
        }
        Set<Key> keys = new HashSet<>(locked.keyList());
        return refused.stream().filter(row -> keys.contains(row.key())).toList();
    }
}
