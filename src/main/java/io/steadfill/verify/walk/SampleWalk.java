package io.steadfill.verify.walk;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Session;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Goes to places spread evenly over a table and takes some rows at each; a small table is taken whole. */
public final class SampleWalk implements Walk {

    private final Reads reads;
    private final Deque<KeyRange> places;

    public SampleWalk(Reads reads, ChunkSql sql, Extent extent) {
        this.reads = reads;
        this.places = reads.read(session -> places(session, sql, extent));
    }

    private static Deque<KeyRange> places(Session session, ChunkSql sql, Extent extent) {
        List<Key> bounds = sql.boundaries(session, extent.places());
        List<@Nullable Key> starts = new ArrayList<>();
        starts.add(null);
        starts.addAll(bounds);
        Deque<KeyRange> places = new ArrayDeque<>();
        for (int i = 0; i < starts.size(); i++) {
            KeyRange whole = new KeyRange(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : null);
            Key upper = sql.upperBound(session, whole, extent.rowsEach());
            places.add(upper == null ? whole : whole.upTo(upper));
        }
        return places;
    }

    @Override
    public <T> Optional<Seen<T>> next(BiFunction<Session, KeyRange, T> look) {
        KeyRange place = places.poll();
        return place == null
                ? Optional.empty()
                : Optional.of(new Seen<>(place, reads.read(session -> look.apply(session, place))));
    }
}
