package io.steadfill.run.work;

import io.steadfill.chunk.Gate;
import io.steadfill.definition.Limits;
import io.steadfill.run.admission.Closing;
import java.time.Duration;

/** A run's lease in this process; as the gate it tells the engine what operators said last. */
final class HeldLease implements Gate {

    private final String runId;
    private final String owner;
    private final long version;
    private final Limits pinned;
    private final Journal journal;
    private final Closing closing;
    private final long canary;
    private volatile Word said = Word.GO;
    private volatile Limits limits;
    private volatile boolean lost;
    private volatile boolean stopping;
    private volatile boolean settled;

    /**
     * @param pinned the limits of the definition, before any tuning
     * @param canary rows that match to take before a person has to look; 0 where nobody has to
     */
    HeldLease(String runId, String owner, long version, Limits pinned, Journal journal, Closing closing, long canary) {
        this.runId = runId;
        this.owner = owner;
        this.version = version;
        this.pinned = pinned;
        this.limits = pinned;
        this.journal = journal;
        this.closing = closing;
        this.canary = canary;
    }

    @Override
    public Word word() {
        if (lost || stopping) {
            return Word.STOP;
        }
        return said == Word.GO && isClosing() ? Word.PAUSE : said;
    }

    @Override
    public long canary() {
        return canary;
    }

    /** Whether the next chunk might not end within the open hours: by what chunks took, or may take. */
    boolean isClosing() {
        Duration chunk = journal.slowestChunk();
        Duration allowed = limits.chunkTime();
        return closing.isWithin((chunk.compareTo(allowed) > 0 ? chunk : allowed).multipliedBy(2));
    }

    /** Asks the control database what time it is. */
    void look() {
        closing.look();
    }

    @Override
    public Limits limits() {
        return limits;
    }

    String runId() {
        return runId;
    }

    String owner() {
        return owner;
    }

    long version() {
        return version;
    }

    Limits pinned() {
        return pinned;
    }

    Journal journal() {
        return journal;
    }

    void heard(Word word, Limits tuned) {
        said = word;
        limits = tuned;
    }

    /** Somebody else has it now, or the run is gone. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** Its end is being stored; from now on nobody looks after it. */
    void settle() {
        settled = true;
    }

    boolean isSettled() {
        return settled;
    }

    /** This process is going down. */
    void stop() {
        stopping = true;
    }
}
