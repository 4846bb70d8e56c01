package io.steadfill.run;

import io.steadfill.chunk.Gate;
import io.steadfill.definition.Limits;

/** A run's lease in this process; as the gate it tells the engine what operators said last. */
final class HeldLease implements Gate {

    private final String runId;
    private final String owner;
    private final long version;
    private final Limits pinned;
    private final Journal journal;
    private volatile Word said = Word.GO;
    private volatile Limits limits;
    private volatile boolean lost;
    private volatile boolean stopping;
    private volatile boolean settled;

    /** @param pinned the limits of the definition, before any tuning */
    HeldLease(String runId, String owner, long version, Limits pinned, Journal journal) {
        this.runId = runId;
        this.owner = owner;
        this.version = version;
        this.pinned = pinned;
        this.limits = pinned;
        this.journal = journal;
    }

    @Override
    public Word word() {
        return lost || stopping ? Word.STOP : said;
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
