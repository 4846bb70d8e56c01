package io.steadfill.database.catalog;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A unique index, looked at as a key to walk.
 *
 * @param flaw why it cannot be walked, such as {@code column price is double precision}; null where it can
 * @param ofType whether the flaw is a column's type
 */
public record KeyCandidate(
        String index,
        boolean primary,
        List<Column> columns,
        @Nullable String flaw,
        boolean ofType) {

    public static final int COLUMNS_MAX = 4;

    /** The primary key first, then the narrowest; by name in the end, so that a run that goes on finds the same key again. */
    private static final Comparator<KeyCandidate> BEST_FIRST = Comparator.comparing((KeyCandidate c) -> !c.primary)
            .thenComparing(c -> c.columns.size())
            .thenComparing(c -> c.columns.get(0).category())
            .thenComparing(KeyCandidate::index);

    public KeyCandidate {
        columns = List.copyOf(columns);
    }

    /**
     * Picks the key to walk.
     *
     * @param advice the statement that would make a key
     * @throws io.steadfill.problem.ProblemException when no candidate can be walked, with the flaw of each
     */
    public static Keyset best(String table, List<KeyCandidate> candidates, String advice) {
        return candidates.stream()
                .filter(c -> c.flaw == null)
                .min(BEST_FIRST)
                .map(c -> new Keyset(c.columns, c.index))
                .orElseThrow(() -> refusal(table, candidates, advice));
    }

    private static RuntimeException refusal(String table, List<KeyCandidate> candidates, String advice) {
        boolean types = candidates.stream().anyMatch(KeyCandidate::ofType);
        ProblemBuilder problem = (types ? Problem.KEYSET_UNSUPPORTED : Problem.KEYSET_NOT_UNIQUE).with("table", table);
        String flaws =
                candidates.stream().map(c -> c.index + ": " + c.flaw).sorted().collect(Collectors.joining("; "));
        return problem.says("table " + table + " has no key that can be walked"
                + (flaws.isEmpty() ? ": it has no unique index" : " (" + flaws + ")")
                + "; it needs a unique index over at most " + COLUMNS_MAX
                + " not-null columns of exact types, for example: " + advice);
    }
}
