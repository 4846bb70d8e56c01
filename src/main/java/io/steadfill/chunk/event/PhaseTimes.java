package io.steadfill.chunk.event;

import java.time.Duration;

/**
 * Where the time of a committed chunk went.
 *
 * @param read finding the chunk's end and reading rows; for a chunk that was read ahead, the time that took beside the last one
 * @param transform computing in Java
 * @param write changing rows, before-images, quarantine and checkpoint
 * @param commit from the word COMMIT to its answer
 */
public record PhaseTimes(Duration read, Duration transform, Duration write, Duration commit) {

    /** All of it, as a server sees it: what was read beside the chunk before counts too. */
    public Duration all() {
        return read.plus(transform).plus(write).plus(commit);
    }

    /** Of a chunk's whole time, what is not known as something else was writing. */
    public static PhaseTimes of(long allNanos, long readNanos, long transformNanos, long commitNanos) {
        return new PhaseTimes(
                Duration.ofNanos(readNanos),
                Duration.ofNanos(transformNanos),
                Duration.ofNanos(Math.max(0, allNanos - readNanos - transformNanos - commitNanos)),
                Duration.ofNanos(commitNanos));
    }
}
