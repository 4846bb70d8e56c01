package io.steadfill.verify.comparison;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.comparison.ExactValues;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.transform.ColumnFunction;
import io.steadfill.verify.Survey;
import io.steadfill.verify.walk.Extent;
import io.steadfill.verify.walk.RangeWalk;
import io.steadfill.verify.walk.SampleWalk;
import io.steadfill.verify.walk.ShortReads;
import io.steadfill.verify.walk.Walk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Does a job's work again, without writing, and compares it with what is stored, in every byte. Says nothing about {@code once} jobs, whose
 * expressions read what they have changed.
 */
public final class Recompute {

    private final LongSupplier nanos;

    /** @param nanos a {@link System#nanoTime} */
    public Recompute(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Compares columns with the expressions that a job sets them to, on the server.
     *
     * @param scope the rows that the job is for, written so that it still holds after the change
     */
    public Comparison set(
            Database database,
            Table table,
            Map<Identifier, Fragment> expressions,
            Fragment scope,
            Extent extent,
            Runnable between) {
        ExactValues exact = ExactValues.of(database.dialect());
        List<Fragment> differences = new ArrayList<>();
        expressions.forEach(
                (column, expression) -> differences.add(exact.differs(table, table.require(column), expression)));
        Fragment differs = Fragment.join(
                String.join(" or ", differences.stream().map(Fragment::sql).toList()),
                differences.toArray(Fragment[]::new));
        Fragment condition = scope.and(differs);
        ChunkSql sql = database.dialect().chunks(table);
        return compare(database, sql, extent, between, (session, range) -> {
            long compared = sql.count(session, range, scope);
            long different = compared == 0 ? 0 : sql.count(session, range, condition);
            return new Differences.Found(
                    compared, different, 0, different == 0 ? List.of() : keys(sql, session, range, condition));
        });
    }

    /**
     * Compares columns with what a job's transforms make of the same rows, in Java.
     *
     * @param scope the rows that the job is for, written so that it still holds after the change
     */
    public Comparison transform(
            Database database,
            Table table,
            Map<Identifier, ColumnFunction> functions,
            Fragment scope,
            Extent extent,
            Runnable between) {
        ChunkSql sql = database.dialect().chunks(table);
        Recomputation recomputation = new Recomputation(table, functions);
        return compare(
                database,
                sql,
                extent,
                between,
                (session, range) -> recomputation.of(
                        sql.read(session, range, scope, recomputation.columns(), Locking.NONE, Integer.MAX_VALUE)));
    }

    /** Compares a table's rows with their copies, both ways, each range in the statements of one transaction. */
    public Comparison copy(
            Database database,
            Table from,
            Table into,
            Map<Identifier, Fragment> columns,
            Fragment scope,
            Runnable between) {
        Copies copies = new Copies(database.dialect(), from, into, columns, scope);
        Comparison there = compare(database, copies.source(), Extent.ALL, between, copies::missing);
        Comparison back = compare(database, copies.target(), Extent.ALL, between, copies::extra);
        List<Key> sample = new ArrayList<>(there.sample());
        back.sample().stream().limit(Survey.SAMPLE_MAX - sample.size()).forEach(sample::add);
        return new Comparison(
                there.compared(),
                there.different(),
                0,
                back.different(),
                there.dirty(),
                sample,
                there.began(),
                back.ended());
    }

    private Comparison compare(
            Database database,
            ChunkSql sql,
            Extent extent,
            Runnable between,
            BiFunction<Session, KeyRange, Differences.Found> look) {
        try (ShortReads reads = new ShortReads(database)) {
            Instant began = reads.read(database.dialect()::now);
            Walk walk = extent.isAll()
                    ? new RangeWalk(reads, sql::upperBound, KeyRange.ALL, RangeWalk.ROWS_READ_MOST, nanos)
                    : new SampleWalk(reads, sql, extent);
            Differences differences = new Differences();
            for (; ; between.run()) {
                Optional<Walk.Seen<Differences.Found>> seen = walk.next(look);
                if (seen.isEmpty()) {
                    return differences.comparison(began, reads.read(database.dialect()::now));
                }
                differences.add(seen.get().range(), seen.get().what());
            }
        }
    }

    private static List<Key> keys(ChunkSql sql, Session session, KeyRange range, Fragment condition) {
        Rows rows = sql.read(session, range, condition, List.of(), Locking.NONE, Survey.SAMPLE_MAX);
        List<Key> keys = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            keys.add(rows.key(row));
        }
        return keys;
    }
}
