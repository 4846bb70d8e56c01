package io.steadfill.verify;

import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Adds up what was found range by range. */
public final class Tally {

    private final List<DirtyRange> dirty = new ArrayList<>();
    private final List<Key> sample = new ArrayList<>();
    private final List<Key> lapsed = new ArrayList<>();
    private long left;
    private long quarantined;
    private long waived;
    private long ranges;

    /** What one range holds; sample keys are of rows that are left, lapsed ones of all of them that were waived before they changed. */
    public record Found(long left, long quarantined, long waived, List<Key> sample, List<Key> lapsed) {
        static final Found NONE = new Found(0, 0, 0, List.of(), List.of());
    }

    /** How many more sample keys are wanted. */
    int wanted() {
        return Survey.SAMPLE_MAX - sample.size();
    }

    public void add(KeyRange range, Found found) {
        ranges++;
        left += found.left();
        quarantined += found.quarantined();
        waived += found.waived();
        lapsed.addAll(found.lapsed());
        found.sample().stream().limit(wanted()).forEach(sample::add);
        if (found.left() > 0) {
            addDirty(range, found.left());
        }
    }

    private void addDirty(KeyRange range, long rows) {
        DirtyRange last = dirty.isEmpty() ? null : dirty.get(dirty.size() - 1);
        if (last != null
                && last.range().upTo() != null
                && Objects.equals(last.range().upTo(), range.after())) {
            dirty.set(dirty.size() - 1, new DirtyRange(last.range().upTo(range.upTo()), last.rows() + rows));
        } else {
            dirty.add(new DirtyRange(range, rows));
        }
    }

    public Survey survey(Instant began, Instant ended) {
        return new Survey(left, quarantined, waived, ranges, dirty, sample, lapsed, began, ended);
    }
}
