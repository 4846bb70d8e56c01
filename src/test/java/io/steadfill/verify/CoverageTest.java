package io.steadfill.verify;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageTest {

    @Test
    void acceptsSlicesThatChainFromStartToEndInAnyOrder() {
        List<Slice> slices = List.of(slice("0/2", 20, null), slice("0/0", null, 10), slice("0/1", 10, 20));

        assertThatCode(() -> Coverage.check(slices, KeyRange.ALL)).doesNotThrowAnyException();
    }

    @Test
    void acceptsAFrozenEnd() {
        List<Slice> slices = List.of(slice("0/0", null, 10), slice("0/1", 10, 20));

        assertThatCode(() -> Coverage.check(slices, new KeyRange(null, key(20))))
                .doesNotThrowAnyException();
    }

    @Test
    void findsAGap() {
        refuses(List.of(slice("0/0", null, 10), slice("0/1", 11, null)), KeyRange.ALL, "no partition goes on after 10");
    }

    @Test
    void findsAMissingBeginning() {
        refuses(List.of(slice("0/1", 10, null)), KeyRange.ALL, "no partition goes on after the start");
        refuses(List.of(), KeyRange.ALL, "no partition goes on after the start");
    }

    @Test
    void findsAMissingEnd() {
        refuses(List.of(slice("0/0", null, 10)), KeyRange.ALL, "no partition goes on after 10");
        refuses(List.of(slice("0/0", null, 10)), new KeyRange(null, key(20)), "no partition goes on after 10");
    }

    @Test
    void findsAnEndBeyondTheFrozenOne() {
        refuses(
                List.of(slice("0/0", null, 10), slice("0/1", 10, null)),
                new KeyRange(null, key(20)),
                "partition 0/1 goes on to the end, beyond 20");
    }

    @Test
    void findsTwoThatBeginAtTheSamePlace() {
        refuses(
                List.of(slice("0/0", null, 10), slice("0/1", 10, 20), slice("0/2", 10, null)),
                KeyRange.ALL,
                "overlaps 0/1: both begin after 10");
    }

    @Test
    void findsOneBesideTheChain() {
        refuses(
                List.of(slice("0/0", null, 10), slice("0/1", 10, null), slice("0/2", 15, 17)),
                KeyRange.ALL,
                "partition 0/2 lies outside the chain");
    }

    @Test
    void findsOneThatIsNotDoneAndSaysWhereItStands() {
        Slice open = new Slice("0/1", new KeyRange(key(10), null), key(14), false);

        refuses(
                List.of(slice("0/0", null, 10), open),
                KeyRange.ALL,
                "partition 0/1 is not done: it stands at 14 of (10, end]");
    }

    @Test
    void comparesKeysByTheirTextsNotByWhatTheyMean() {
        Slice odd = new Slice("0/1", new KeyRange(new Key(List.of("id"), List.of("010")), null), null, true);

        refuses(List.of(slice("0/0", null, 10), odd), KeyRange.ALL, "no partition goes on after 10");
    }

    private static void refuses(List<Slice> slices, KeyRange whole, String says) {
        assertThatThrownBy(() -> Coverage.check(slices, whole))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> Assertions.assertThat(e.problem()).isEqualTo(Problem.COVERAGE_BROKEN))
                .hasMessageContaining(says);
    }

    private static Slice slice(String name, @Nullable Integer after, @Nullable Integer upTo) {
        return new Slice(name, new KeyRange(key(after), key(upTo)), key(upTo), true);
    }

    private static @Nullable Key key(@Nullable Integer id) {
        return id == null ? null : new Key(List.of("id"), List.of(id.toString()));
    }
}
