package io.steadfill.verify;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.verify.walk.Landmarks;
import io.steadfill.verify.walk.RangeWalk;
import io.steadfill.verify.walk.ShortReads;
import io.steadfill.verify.walk.Walk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Looks for rows that a job still has to do. It only reads, in short transactions, whatever the table's size. Every method throws a
 * {@link io.steadfill.problem.ProblemException} when something cannot be read: what cannot be seen is never taken for clean.
 */
public final class Verifier {

    private static final int PAGE = 1_000;

    private final LongSupplier nanos;

    /** @param nanos a {@link System#nanoTime} */
    public Verifier(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Walks {@code range} by the key; what it costs grows with the table.
     *
     * @param condition the to-do predicate with its parameters
     * @param between asked between two reads; may throw to end the survey
     */
    public Survey survey(
            Database database, Table table, KeyRange range, Fragment condition, LeftOut leftOut, Runnable between) {
        ChunkSql sql = database.dialect().chunks(table);
        try (ShortReads reads = new ShortReads(database)) {
            Instant began = reads.read(database.dialect()::now);
            Tally tally = new Tally();
            Walk walk = new RangeWalk(
                    reads, Landmarks.of(reads, sql, table, range), range, RangeWalk.ROWS_COUNTED_MOST, nanos);
            for (; ; between.run()) {
                Optional<Walk.Seen<Tally.Found>> seen =
                        walk.next((session, part) -> look(session, sql, part, condition, leftOut, tally.wanted()));
                if (seen.isEmpty()) {
                    return tally.survey(began, reads.read(database.dialect()::now));
                }
                tally.add(seen.get().range(), seen.get().what());
            }
        }
    }

    private static Tally.Found look(
            Session session, ChunkSql sql, KeyRange range, Fragment condition, LeftOut leftOut, int wanted) {
        long matching = sql.count(session, range, condition);
        if (matching == 0) {
            return Tally.Found.NONE;
        }
        return leftOut.isNothing()
                ? new Tally.Found(matching, 0, 0, keys(session, sql, range, condition, wanted), List.of())
                : sort(session, sql, range, condition, leftOut);
    }

    private static List<Key> keys(Session session, ChunkSql sql, KeyRange range, Fragment condition, int wanted) {
        List<Key> keys = new ArrayList<>();
        if (wanted > 0) {
            Rows rows = sql.read(session, range, condition, List.of(), Locking.NONE, wanted);
            for (int row = 0; row < rows.size(); row++) {
                keys.add(rows.key(row));
            }
        }
        return keys;
    }

    /** Key by key, where some of them may be left out. */
    private static Tally.Found sort(
            Session session, ChunkSql sql, KeyRange range, Fragment condition, LeftOut leftOut) {
        Sorting sorting = new Sorting(leftOut);
        Rows page = page(session, sql, range, condition);
        while (!page.isEmpty()) {
            sorting.add(session, sql, page);
            page = page.size() < PAGE
                    ? page.pick(new int[0])
                    : page(session, sql, range.beyond(page.key(page.size() - 1)), condition);
        }
        return sorting.found();
    }

    private static Rows page(Session session, ChunkSql sql, KeyRange range, Fragment condition) {
        return sql.read(session, range, condition, List.of(), Locking.NONE, PAGE);
    }

    /**
     * Goes straight to the rows that match, page by page; what it costs grows with what is left. Only for a condition that an index answers,
     * such as a job's {@code via}.
     */
    public Survey surveyByIndex(
            Database database,
            Table table,
            Identifier via,
            KeyRange range,
            Fragment condition,
            LeftOut leftOut,
            Runnable between) {
        ChunkSql sql = database.dialect().chunks(table, via);
        try (ShortReads reads = new ShortReads(database)) {
            Instant began = reads.read(database.dialect()::now);
            Tally tally = new Tally();
            KeyRange rest = range;
            for (; ; between.run()) {
                KeyRange left = rest;
                IndexPage page = reads.read(session -> indexPage(session, sql, left, condition, leftOut));
                tally.add(page.range(), page.found());
                Key last = page.range().upTo();
                if (!page.isFull() || last == null) {
                    return tally.survey(began, reads.read(database.dialect()::now));
                }
                rest = left.beyond(last);
            }
        }
    }

    private record IndexPage(KeyRange range, boolean isFull, Tally.Found found) {}

    private static IndexPage indexPage(
            Session session, ChunkSql sql, KeyRange rest, Fragment condition, LeftOut leftOut) {
        Rows rows = page(session, sql, rest, condition);
        Sorting sorting = new Sorting(leftOut);
        sorting.add(session, sql, rows);
        boolean full = rows.size() == PAGE;
        return new IndexPage(full ? rest.upTo(rows.key(PAGE - 1)) : rest, full, sorting.found());
    }
}
