package io.steadfill.database.mysql.chunks;

import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a table into parts of about equal size. A small one is counted along its key's index. A large one is never read: it is halved again
 * and again at keys that the index finds for a value in the middle, and the optimizer, which dives into the index for that, says how
 * many rows lie on either side.
 */
final class InnoDbBoundaries {

    /** Up to this many rows, reading the index is as fast as asking. */
    private static final long COUNTED_MAX = 200_000;

    /** Pieces for each part wanted; the more, the more equal the parts. */
    private static final int PIECES = 8;

    private final InnoDbChunks chunks;
    private final Table table;

    InnoDbBoundaries(InnoDbChunks chunks, Table table) {
        this.chunks = chunks;
        this.table = table;
    }

    List<Key> cut(Session session, int parts) {
        if (parts < 2) {
            return List.of();
        }
        // The catalog's estimate may be a day old, the optimizer's is not.
        long rows = Math.max(table.rowEstimate(), estimate(session, KeyRange.ALL));
        return rows > COUNTED_MAX ? halved(session, parts) : counted(session, parts);
    }

    private List<Key> counted(Session session, int parts) {
        StringBuilder aliased = new StringBuilder();
        StringBuilder texts = new StringBuilder();
        List<Column> columns = table.keyset().columns();
        for (int i = 0; i < columns.size(); i++) {
            String column = chunks.keys().column(columns.get(i));
            aliased.append(column).append(" as sf_k").append(i).append(", ");
            texts.append(i == 0 ? "" : ", ").append(InnoDbValues.text(columns.get(i), "sf_k" + i));
        }
        return session.list(
                Fragment.of(
                        "select " + texts + " from (select " + aliased + "row_number() over (order by "
                                + chunks.keys().list() + ") as sf_row, count(*) over () as sf_rows from "
                                + chunks.walk()
                                + ") s where sf_row < sf_rows and (sf_row * :sf_parts) div sf_rows > ((sf_row - 1) * :sf_parts) div sf_rows order by sf_row",
                        "sf_parts",
                        parts),
                (row, n) -> chunks.keyOf(row));
    }

    private List<Key> halved(Session session, int parts) {
        Key first = chunks.upperBound(session, KeyRange.ALL, 1);
        Key last = chunks.lastKey(session);
        if (first == null || last == null || first.equals(last)) {
            return List.of();
        }
        Piece whole = new Piece(first, last, estimate(session, new KeyRange(first, last)));
        PriorityQueue<Piece> largest =
                new PriorityQueue<>(Comparator.comparingLong(Piece::rows).reversed());
        largest.add(whole);
        long enough = whole.rows / ((long) parts * PIECES);
        for (int cuts = parts * PIECES * 2; cuts > 0 && !largest.isEmpty(); cuts--) {
            Piece piece = largest.remove();
            if (piece.rows <= enough) {
                break;
            }
            Key middle = middle(session, piece);
            if (middle != null) {
                Piece upper = new Piece(middle, piece.upTo, estimate(session, new KeyRange(middle, piece.upTo)));
                piece.endsAt(middle, estimate(session, new KeyRange(piece.after, middle)), upper);
                largest.add(piece);
                largest.add(upper);
            }
        }
        return boundaries(whole, parts);
    }

    private static List<Key> boundaries(Piece first, int parts) {
        long all = 0;
        for (Piece piece = first; piece != null; piece = piece.next) {
            all += piece.rows;
        }
        List<Key> boundaries = new ArrayList<>();
        long seen = 0;
        for (Piece piece = first; piece.next != null; piece = piece.next) {
            seen += piece.rows;
            // The division rounds down, so the last part is never cut off empty.
            if (seen * parts / Math.max(1, all) > boundaries.size() && boundaries.size() < parts - 1) {
                boundaries.add(piece.upTo);
            }
        }
        return boundaries;
    }

    /** A key inside the piece, near its middle if the values can be halved; null when there is none. */
    private @Nullable Key middle(Session session, Piece piece) {
        List<Column> columns = table.keyset().columns();
        List<String> low = piece.after.values();
        List<String> high = piece.upTo.values();
        int differs = 0;
        while (differs < columns.size() - 1 && low.get(differs).equals(high.get(differs))) {
            differs++;
        }
        String value = Middle.of(columns.get(differs), low.get(differs), high.get(differs));
        Key found = value == null ? null : first(session, piece, differs, value);
        if (found != null && !found.equals(piece.upTo)) {
            return found;
        }
        // The last key before the end: it closes the rows that share the lower value of this column.
        return one(session, piece, Fragment.of("true"), chunks.keys().descending() + " limit 1 offset 1");
    }

    /** The piece's first key whose column at {@code position} has the value or a greater one. */
    private @Nullable Key first(Session session, Piece piece, int position, String value) {
        Fragment probe = chunks.keys().from(piece.after.values().subList(0, position), value);
        return one(session, piece, probe, chunks.keys().list() + " limit 1");
    }

    private @Nullable Key one(Session session, Piece piece, Fragment condition, String order) {
        Fragment where = chunks.keys().in(new KeyRange(piece.after, piece.upTo)).and(condition);
        return chunks.key(
                session,
                Fragment.join(
                        "select " + chunks.keys().texts() + " from " + chunks.walk() + " where " + where.sql()
                                + " order by " + order,
                        where));
    }

    private long estimate(Session session, KeyRange range) {
        Fragment in = chunks.keys().in(range);
        return InnoDbPlan.of(
                        session,
                        table.name().table().name(),
                        Fragment.join("select count(*) from " + chunks.walk() + " where " + in.sql(), in))
                .rows();
    }

    /** The keys after one key and up to another, about so many. */
    private static final class Piece {
        private final Key after;
        private Key upTo;
        private long rows;
        private @Nullable Piece next;

        Piece(Key after, Key upTo, long rows) {
            this.after = after;
            this.upTo = upTo;
            this.rows = rows;
        }

        long rows() {
            return rows;
        }

        void endsAt(Key key, long rowsLeft, Piece rest) {
            upTo = key;
            rows = rowsLeft;
            rest.next = next;
            next = rest;
        }
    }
}
