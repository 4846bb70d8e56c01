package io.steadfill.checkpoint;

/** The target's checkpoint is elsewhere than the worker believed, under the worker's own fence; it goes on from there. */
public final class StaleCheckpointException extends RuntimeException {

    private final transient Partition now;

    StaleCheckpointException(Partition now) {
        super("the checkpoint of " + now + " is at sequence " + now.seq());
        this.now = now;
    }

    public Partition now() {
        return now;
    }
}
