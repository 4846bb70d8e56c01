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

    /** The primary key first, then the narrowest; by name in the end, so that the same indexes always give the same key. */
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
     * @param walkedBy the key columns of positions that are stored, of which no other key makes sense; empty where there are none
     * @param advice the statement that would make a key
     * @throws io.steadfill.problem.ProblemException when no candidate can be walked, with the flaw of each; KEYSET_NOT_INDEXED when none has
     *     the columns {@code walkedBy}
     */
    public static Keyset best(String table, List<KeyCandidate> candidates, List<String> walkedBy, String advice) {
        return candidates.stream()
                .filter(c -> c.flaw == null && (walkedBy.isEmpty() || c.names().equals(walkedBy)))
                .min(BEST_FIRST)
                .map(c -> new Keyset(c.columns, c.index))
                .orElseThrow(() ->
                        walkedBy.isEmpty() ? refusal(table, candidates, advice) : lost(table, candidates, walkedBy));
    }

    private List<String> names() {
        return columns.stream().map(c -> c.name().name()).toList();
    }

    private static RuntimeException lost(String table, List<KeyCandidate> candidates, List<String> walkedBy) {
        String key = "(" + String.join(", ", walkedBy) + ")";
        String why = candidates.stream()
                .filter(c -> c.names().equals(walkedBy))
                .findFirst()
                .map(c -> "unique index " + c.index + " can no longer be walked: " + c.flaw)
                .orElse("unique index is gone");
        return Problem.KEYSET_NOT_INDEXED
                .with("table", table)
                .says("the run walks table " + table + " by " + key + ", whose " + why
                        + "; its positions mean nothing by another key: make it again, then let the run go on");
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
