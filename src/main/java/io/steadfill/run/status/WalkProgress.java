package io.steadfill.run.status;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a run's first walk is.
 *
 * @param parts the partitions of the first walk, in the order of their keys
 * @param shares how much of each is walked, from 0 to 1, in the same order; guessed from rows where the keys do not tell
 */
public record WalkProgress(List<PartitionStatus> parts, List<Double> shares) {

    /** A partition that is not done never looks as if it were. */
    private static final double MOST = 0.99;

    public WalkProgress {
        parts = List.copyOf(parts);
        shares = List.copyOf(shares);
    }

    /** @param all partitions of all sweeps */
    public static WalkProgress of(List<PartitionStatus> all) {
        List<PartitionStatus> parts =
                all.stream().filter(part -> part.sweep() == 0).toList();
        double typical = parts.stream()
                .filter(part -> part.share() != null && part.share() > 0)
                .mapToDouble(part -> part.walked() / part.share())
                .average()
                .orElse(0);
        List<Double> shares = new ArrayList<>();
        parts.forEach(part -> shares.add(share(part, typical)));
        return new WalkProgress(parts, shares);
    }

    private static double share(PartitionStatus part, double typical) {
        if (part.state() == PartitionStatus.State.DONE) {
            return 1;
        }
        Double known = part.share();
        // The first and the last partition are open on one side: the rows of their like say how long they are.
        double guess = known != null ? known : typical == 0 ? 0 : part.walked() / typical;
        return Math.min(MOST, guess);
    }

    /** Of the whole key range, from 0 to 1; partitions are cut to equal rows. */
    public double share() {
        return shares.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Partitions that are done. */
    public long done() {
        return parts.stream()
                .filter(part -> part.state() == PartitionStatus.State.DONE)
                .count();
    }
}
