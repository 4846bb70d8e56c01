package io.steadfill.chunk.work;

import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.Work;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.quarantine.Quarantined;
import io.steadfill.transform.ColumnFunction;
import io.steadfill.transform.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transform job's functions, one a column, applied to rows as they were read. Pure, used by several threads. */
final class Computation {

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

    /** Refuses columns that are none for texts, where the job's functions read or give texts. */
    static void requireTexts(Table table, Work.TransformColumns work, Map<Identifier, ColumnFunction> functions) {
        functions.forEach((name, function) -> {
            String transform = Objects.requireNonNull(work.columns().get(name)).name();
            for (Identifier read : function.reads()) {
                Column column = table.require(read);
                if (function.readsText() && !column.readsAsText()) {
                    throw notText(
                            table,
                            column,
                            transform + "' reads texts: give it a column of texts, or compute '" + name
                                    + "' by an expression under 'set'");
                }
            }
            if (function.givesText() && !table.require(name).isText()) {
                throw notText(
                        table,
                        table.require(name),
                        transform
                                + "' gives texts: let it change a column of texts, or write an expression under 'set'");
            }
        });
    }

    private static ProblemException notText(Table table, Column column, String why) {
        return Problem.COLUMN_UNSUPPORTED
                .with("column", column.name().name())
                .says("column '" + column.name() + "' of " + table.name() + " is " + column.type() + ", and '" + why);
    }

    /** The columns that rows must carry. */
    public List<Identifier> columns() {
        return columns;
    }

    Computed of(Rows rows) {
        List<Step> steps = new ArrayList<>();
        functions.forEach((column, function) -> steps.add(Step.of(column, function, rows)));
        List<Quarantined> refused = new ArrayList<>();
        int[] keep = new int[rows.size()];
        int kept = 0;
        for (int row = 0; row < rows.size(); row++) {
            Quarantined no = compute(rows, row, kept, steps);
            if (no != null) {
                refused.add(no);
            } else if (!skipsEqual || differs(rows, row, kept, steps)) {
                keep[kept++] = row;
            }
        }
        Map<Identifier, @Nullable String[]> values = new LinkedHashMap<>();
        for (Step step : steps) {
            values.put(step.column(), Arrays.copyOf(step.out(), kept));
        }
        int[] positions = Arrays.copyOf(keep, kept);
        return new Computed(rows, positions, rows.pick(positions), values, refused, bytes(rows));
    }

    private static @Nullable Quarantined compute(Rows rows, int row, int into, List<Step> steps) {
        for (Step step : steps) {
            @Nullable String[] arguments = new @Nullable String[step.in().length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = step.in()[i][row];
            }
            Outcome outcome = step.function().apply(arguments);
            String refusal = outcome.refusal();
            if (refusal != null) {
                return Quarantined.refused(rows.key(row), step.column().name(), refusal);
            }
            step.out()[into] = outcome.value();
        }
        return null;
    }

    private static boolean differs(Rows rows, int row, int at, List<Step> steps) {
        return steps.stream().anyMatch(step -> !Objects.equals(step.out()[at], rows.value(step.column(), row)));
    }

    /** One column of one chunk: where its function's values come from, and where its results go. */
    private record Step(
            Identifier column,
            ColumnFunction function,
            @Nullable String[][] in,
            @Nullable String[] out) {
        static Step of(Identifier column, ColumnFunction function, Rows rows) {
            @Nullable
            String[][] in = function.reads().stream().map(rows::column).toArray(String[][]::new);
            return new Step(column, function, in, new @Nullable String[rows.size()]);
        }
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
