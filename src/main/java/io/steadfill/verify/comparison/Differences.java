package io.steadfill.verify.comparison;

import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.verify.Survey;
import io.steadfill.verify.Tally;
import java.time.Instant;
import java.util.List;

/** Adds up differences range by range. */
final class Differences {

    private final Tally tally = new Tally();
    private long compared;
    private long refused;

    /** What one range holds. */
    record Found(long compared, long different, long refused, List<Key> sample) {}

    void add(KeyRange range, Found found) {
        compared += found.compared();
        refused += found.refused();
        tally.add(range, new Tally.Found(found.different(), 0, 0, found.sample(), List.of()));
    }

    Comparison comparison(Instant began, Instant ended) {
        Survey sum = tally.survey(began, ended);
        return new Comparison(compared, sum.rowsLeft(), refused, 0, sum.dirty(), sum.sample(), began, ended);
    }
}
