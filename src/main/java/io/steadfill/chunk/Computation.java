package io.steadfill.chunk;

import io.steadfill.database.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.quarantine.Quarantined;
import io.steadfill.transform.ColumnFunction;
import io.steadfill.transform.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transform job's functions, one a column, applied to rows as they were read. Pure, used by several threads. */
public final class Computation {

    private final Map<Identifier, ColumnFunction> functions;
    private final boolean skipsEqual;
    private final List<Identifier> columns;

    /**
     * Makes the computation of one job.
     *
     * @param also further columns to read, for before-images
     * @param skipsEqual whether rows whose values come out as they are need no writing
     */
    public Computation(Map<Identifier, ColumnFunction> functions, List<Identifier> also, boolean skipsEqual) {
        this.functions = new LinkedHashMap<>(functions);
        this.skipsEqual = skipsEqual;
        Set<Identifier> all = new LinkedHashSet<>();
        functions.values().forEach(function -> all.addAll(function.reads()));
        if (skipsEqual) {
            all.addAll(functions.keySet());
        }
        all.addAll(also);
        this.columns = List.copyOf(all);
    }

    /** The columns that rows must carry. */
    public List<Identifier> columns() {
        return columns;
    }

    /** Whether reading ahead pays. */
    boolean isDear() {
        return functions.values().stream().anyMatch(ColumnFunction::isDear);
    }

    Computed of(Rows rows) {
        List<Quarantined> refused = new ArrayList<>();
        int[] keep = new int[rows.size()];
        int kept = 0;
        Map<Identifier, @Nullable String[]> values = new LinkedHashMap<>();
        functions.keySet().forEach(column -> values.put(column, new @Nullable String[rows.size()]));
        for (int row = 0; row < rows.size(); row++) {
            Quarantined no = compute(rows, row, kept, values);
            if (no != null) {
                refused.add(no);
            } else if (!skipsEqual || differs(rows, row, kept, values)) {
                keep[kept++] = row;
            }
        }
        int size = kept;
        values.replaceAll((column, all) -> java.util.Arrays.copyOf(all, size));
        return new Computed(rows.pick(java.util.Arrays.copyOf(keep, size)), values, refused, bytes(rows));
    }

    private @Nullable Quarantined compute(Rows rows, int row, int into, Map<Identifier, @Nullable String[]> values) {
        for (Map.Entry<Identifier, ColumnFunction> entry : functions.entrySet()) {
            List<Identifier> reads = entry.getValue().reads();
            @Nullable String[] arguments = new @Nullable String[reads.size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = rows.value(reads.get(i), row);
            }
            Outcome outcome = entry.getValue().apply(arguments);
            String refusal = outcome.refusal();
            if (refusal != null) {
                return Quarantined.refused(rows.key(row), entry.getKey().name(), refusal);
            }
            Objects.requireNonNull(values.get(entry.getKey()))[into] = outcome.value();
        }
        return null;
    }

    private static boolean differs(Rows rows, int row, int at, Map<Identifier, @Nullable String[]> values) {
        return values.entrySet().stream()
                .anyMatch(column -> !Objects.equals(column.getValue()[at], rows.value(column.getKey(), row)));
    }

    private static long bytes(Rows rows) {
        long sum = 0;
        for (@Nullable String[] column : rows.values()) {
            for (String value : column) {
                sum += value == null ? 0 : value.length();
            }
        }
        return sum;
    }
}
