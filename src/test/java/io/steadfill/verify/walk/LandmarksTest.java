package io.steadfill.verify.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Session;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.verify.NumberedRows;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LandmarksTest {

    private final Random random = new Random(11);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger counted = new AtomicInteger();
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void everyKeyIsSeenOnceWhateverTheSampleSaid() {
        for (int trial = 0; trial < 200; trial++) {
            NumberedRows rows = new NumberedRows();
            int count = random.nextInt(3_000);
            for (int i = 0; i < count; i++) {
                rows.with(random.nextInt(4_000));
            }
            List<Key> marks = random.ints(random.nextInt(40) + 1L, -50, 4_050)
                    .distinct()
                    .sorted()
                    .mapToObj(NumberedRows::key)
                    .toList();

            List<Integer> seen = walk(rows, marks, 1 + random.nextInt(3_000), random.nextInt(300_000_000), 2);

            assertThat(seen).as("trial %d", trial).containsExactlyElementsOf(rows.in(KeyRange.ALL));
        }
    }

    @Test
    void nothingIsCountedOffBetweenLandmarksButTheFirstStepsAndTheRest() {
        NumberedRows rows = new NumberedRows();
        for (int i = 0; i < 100_000; i++) {
            rows.with(i);
        }

        walk(rows, every(1_000, 99_000), 1_000, 1_000_000, 0);

        assertThat(sizes).startsWith(2_001, 4_000, 8_000, 16_000, 32_000);
        assertThat(counted).hasValue(1);
    }

    @Test
    void aStretchThatIsSlowIsCutShorterThanTheLandmarksLie() {
        NumberedRows rows = new NumberedRows();
        for (int i = 0; i < 20_000; i++) {
            rows.with(i);
        }

        walk(rows, every(4_000, 16_000), 4_000, 1_000_000_000, 0);

        assertThat(sizes).startsWith(2_000, 1_000, 500, 250);
        assertThat(counted).hasValue(sizes.size());
    }

    @Test
    void aTailThatGrewSinceTheSampleIsTakenInShortRanges() {
        NumberedRows rows = new NumberedRows();
        for (int i = 0; i < 100_000; i++) {
            rows.with(i);
        }

        walk(rows, every(1_000, 10_000), 1_000, 100_000_000, 0);

        assertThat(sizes).allMatch(size -> size <= 2_001);
    }

    private static List<Key> every(int step, int upTo) {
        List<Key> marks = new ArrayList<>();
        for (int mark = step; mark <= upTo; mark += step) {
            marks.add(NumberedRows.key(mark));
        }
        return marks;
    }

    private List<Integer> walk(NumberedRows rows, List<Key> marks, int apart, long nanosEach, int cancelsMost) {
        Reads reads = new Reads() {
            private int cancels;

            @Override
            public <T> T read(Function<Session, T> work) {
                nanos.addAndGet(nanosEach);
                if (cancels < cancelsMost && random.nextInt(10) == 0) {
                    // A read may die after it has answered: what was learned in it must not move the walk.
                    cancels++;
                    work.apply(null);
                    throw new ReadCancelledException(new SQLException("canceling statement"));
                }
                return work.apply(null);
            }
        };
        RangeWalk walk =
                new RangeWalk(reads, new Landmarks(counting(rows), marks, apart), KeyRange.ALL, 1_000_000, nanos::get);
        List<Integer> seen = new ArrayList<>();
        while (true) {
            var next = walk.next((session, range) -> List.copyOf(rows.in(range)));
            if (next.isEmpty()) {
                return seen;
            }
            sizes.add(next.get().what().size());
            seen.addAll(next.get().what());
        }
    }

    private ChunkSql counting(NumberedRows rows) {
        ChunkSql asked = rows.sql();
        return (ChunkSql) Proxy.newProxyInstance(
                ChunkSql.class.getClassLoader(), new Class<?>[] {ChunkSql.class}, (proxy, method, arguments) -> {
                    counted.incrementAndGet();
                    return method.invoke(asked, arguments);
                });
    }
}
