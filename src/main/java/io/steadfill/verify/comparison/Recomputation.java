package io.steadfill.verify.comparison;

import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.transform.ColumnFunction;
import io.steadfill.transform.Outcome;
import io.steadfill.verify.Survey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Computes rows anew and tells which hold something else. */
final class Recomputation {

    private final Map<Column, ColumnFunction> functions = new LinkedHashMap<>();
    private final Set<Identifier> columns = new LinkedHashSet<>();

    private enum Judgement {
        SAME,
        REFUSED,
        DIFFERENT
    }

    Recomputation(Table table, Map<Identifier, ColumnFunction> byName) {
        byName.forEach((name, function) -> {
            functions.put(table.require(name), function);
            columns.add(name);
            columns.addAll(function.reads());
        });
    }

    /** The columns that rows must carry. */
    List<Identifier> columns() {
        return List.copyOf(columns);
    }

    Differences.Found of(Rows rows) {
        List<Key> sample = new ArrayList<>();
        long different = 0;
        long refused = 0;
        for (int row = 0; row < rows.size(); row++) {
            switch (judge(rows, row)) {
                case SAME -> {}
                case REFUSED -> refused++;
                case DIFFERENT -> {
                    different++;
                    if (sample.size() < Survey.SAMPLE_MAX) {
                        sample.add(rows.key(row));
                    }
                }
            }
        }
        return new Differences.Found(rows.size(), different, refused, sample);
    }

    /** The worst that any of the row's columns deserves. */
    private Judgement judge(Rows rows, int row) {
        Judgement worst = Judgement.SAME;
        for (Map.Entry<Column, ColumnFunction> entry : functions.entrySet()) {
            Judgement judgement = judge(entry.getKey(), entry.getValue(), rows, row);
            worst = judgement.compareTo(worst) > 0 ? judgement : worst;
        }
        return worst;
    }

    private static Judgement judge(Column column, ColumnFunction function, Rows rows, int row) {
        List<Identifier> reads = function.reads();
        @Nullable String[] arguments = new @Nullable String[reads.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = rows.value(reads.get(i), row);
        }
        String stored = rows.value(column.name(), row);
        Outcome outcome = function.apply(arguments);
        if (outcome.isRefused()) {
            // A transform in place leaves what it refuses; elsewhere a value that nobody could compute is somebody
            // else's.
            return stored == null || reads.contains(column.name()) ? Judgement.REFUSED : Judgement.DIFFERENT;
        }
        return isSame(column, stored, outcome.value()) ? Judgement.SAME : Judgement.DIFFERENT;
    }

    private static boolean isSame(Column column, @Nullable String stored, @Nullable String computed) {
        if (stored == null || computed == null) {
            return stored == null && computed == null;
        }
        return stored.equals(computed)
                || switch (column.category()) {
                    case INTEGER, UNSIGNED, DECIMAL, FLOAT -> isSameNumber(stored, computed);
                    case BOOLEAN -> isTrue(stored) == isTrue(computed);
                    case TEXT, BINARY, UUID, DATE, TIME, TIMESTAMP, JSON, OTHER -> false;
                };
    }

    private static boolean isSameNumber(String stored, String computed) {
        try {
            return new BigDecimal(stored).compareTo(new BigDecimal(computed.strip())) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isTrue(String value) {
        return Set.of("t", "true", "1").contains(value.strip().toLowerCase(Locale.ROOT));
    }
}
