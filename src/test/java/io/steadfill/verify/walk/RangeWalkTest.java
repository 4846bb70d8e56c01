package io.steadfill.verify.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Session;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.verify.NumberedRows;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RangeWalkTest {

    private final AtomicLong nanos = new AtomicLong();
    private final NumberedRows rows = new NumberedRows();
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void seesEachKeyOfTheRangeOnceInOrder() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            rows.with(random.nextInt(1_000_000));
        }
        for (KeyRange whole : List.of(
                KeyRange.ALL,
                new KeyRange(NumberedRows.key(1000), NumberedRows.key(900_000)),
                new KeyRange(NumberedRows.key(5), NumberedRows.key(5)))) {
            assertThat(walk(whole, 40_000_000)).containsExactlyElementsOf(rows.in(whole));
        }
    }

    @Test
    void growsWhileItIsFastAndShrinksWhenItIsSlow() {
        for (int i = 0; i < 200_000; i++) {
            rows.with(i);
        }

        walk(KeyRange.ALL, 1_000_000);
        List<Integer> fast = List.copyOf(sizes);
        sizes.clear();
        walk(KeyRange.ALL, 1_000_000_000);

        assertThat(fast).startsWith(2000, 4000, 8000, 16000);
        assertThat(sizes).startsWith(2000, 1000, 500, 250, 125, 62, 50, 50);
    }

    @Test
    void takesSmallerRangesAfterACancelAndLosesNone() {
        for (int i = 0; i < 5_000; i++) {
            rows.with(i);
        }
        AtomicLong cancels = new AtomicLong(2);

        List<Integer> seen = walk(KeyRange.ALL, 0, cancels);

        assertThat(sizes).startsWith(125);
        assertThat(seen).hasSize(5_000).doesNotHaveDuplicates();
    }

    @Test
    void givesUpWhenEvenTheSmallestRangeIsCancelled() {
        rows.with(1);

        assertThatThrownBy(() -> walk(KeyRange.ALL, 0, new AtomicLong(Long.MAX_VALUE)))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_VERIFIED))
                .hasMessageContaining("cancelled again and again");
    }

    private List<Integer> walk(KeyRange whole, long nanosEach) {
        return walk(whole, nanosEach, new AtomicLong());
    }

    private List<Integer> walk(KeyRange whole, long nanosEach, AtomicLong cancels) {
        Reads reads = new Reads() {
            @Override
            public <T> T read(Function<Session, T> work) {
                if (cancels.getAndDecrement() > 0) {
                    throw new ReadCancelledException(new SQLException("canceling statement"));
                }
                nanos.addAndGet(nanosEach);
                return work.apply(null);
            }
        };
        RangeWalk walk = new RangeWalk(reads, rows.sql()::upperBound, whole, 1_000_000, nanos::get);
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
}
