package io.steadfill.verify.comparison;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.comparison.ExactValues;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import io.steadfill.verify.Survey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table and its copy in the same database. */
final class Copies {

    private static final Fragment EVERY = Fragment.of("1 = 1");
    private static final int PAGE = 1_000;

    private final ChunkSql source;
    private final ChunkSql target;
    private final Fragment scope;
    private final Fragment isCopied;
    private final Fragment hasSource;

    Copies(Dialect dialect, Table from, Table into, Map<Identifier, Fragment> columns, Fragment scope) {
        this.source = dialect.chunks(from);
        this.target = dialect.chunks(into);
        this.scope = scope;
        Map<Column, Fragment> all = new LinkedHashMap<>();
        columns.forEach((name, expression) -> all.put(into.require(name), expression));
        Map<Column, Fragment> keys = new LinkedHashMap<>();
        for (Column key : into.keyset().columns()) {
            keys.put(key, expression(into, all, key));
        }
        ExactValues exact = ExactValues.of(dialect);
        this.isCopied = exact.isIn(into, all);
        this.hasSource = exact.comesFrom(from, into, keys, scope);
    }

    private static Fragment expression(Table into, Map<Column, Fragment> all, Column key) {
        Fragment expression = all.get(key);
        if (expression == null) {
            throw Problem.NOT_VERIFIED
                    .with("table", into.name().toString())
                    .with("column", key.name().name())
                    .says("the copy cannot be compared: the job says nothing about the key column '" + key.name()
                            + "' of " + into.name() + "; add it to 'set'");
        }
        return expression;
    }

    ChunkSql source() {
        return source;
    }

    ChunkSql target() {
        return target;
    }

    /** Rows of the source without an equal copy. */
    Differences.Found missing(Session session, KeyRange range) {
        return lacking(session, source, range, scope, isCopied);
    }

    /** Rows of the copy without a source. */
    Differences.Found extra(Session session, KeyRange range) {
        return lacking(session, target, range, EVERY, hasSource);
    }

    private static Differences.Found lacking(
            Session session, ChunkSql sql, KeyRange range, Fragment which, Fragment partner) {
        Fragment paired = which.and(partner);
        long rows = sql.count(session, range, which);
        long lacking = rows - sql.count(session, range, paired);
        if (lacking == 0) {
            return new Differences.Found(rows, 0, 0, List.of());
        }
        // The two counts were taken one after the other; only rows that lack their partner now are told.
        List<Key> keys = unpaired(session, sql, range, which, paired);
        return new Differences.Found(rows, keys.size(), 0, keys.subList(0, Math.min(keys.size(), Survey.SAMPLE_MAX)));
    }

    private static List<Key> unpaired(Session session, ChunkSql sql, KeyRange range, Fragment which, Fragment paired) {
        List<Key> unpaired = new ArrayList<>();
        KeyRange rest = range;
        while (true) {
            List<Key> page = keys(sql.read(session, rest, which, List.of(), Locking.NONE, PAGE));
            Set<Key> pairedKeys = page.isEmpty()
                    ? Set.of()
                    : new HashSet<>(keys(sql.reread(session, page, paired, List.of(), Locking.NONE)));
            page.stream().filter(key -> !pairedKeys.contains(key)).forEach(unpaired::add);
            if (page.size() < PAGE) {
                return unpaired;
            }
            rest = rest.beyond(page.get(PAGE - 1));
        }
    }

    private static List<Key> keys(Rows rows) {
        List<Key> keys = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            keys.add(rows.key(row));
        }
        return keys;
    }
}
