package io.steadfill.chunk.work;

import io.steadfill.quarantine.Quarantined;
import java.util.List;

/**
 * What a chunk's work did.
 *
 * @param lost rows that somebody else changed first
 * @param rejected rows for the quarantine
 * @param bytes text that went through Java, in characters
 * @param readNanos time in which the work read rows
 * @param computeNanos time in which Java computed
 */
public record Worked(int changed, int lost, List<Quarantined> rejected, long bytes, long readNanos, long computeNanos) {

    public static final Worked NOTHING = new Worked(0, 0, List.of(), 0, 0, 0);

    static Worked changed(int rows) {
        return new Worked(rows, 0, List.of(), 0, 0, 0);
    }

    /** The same, after reading and computing for so long. */
    public Worked after(long reading, long computing) {
        return new Worked(changed, lost, rejected, bytes, readNanos + reading, computeNanos + computing);
    }
}
