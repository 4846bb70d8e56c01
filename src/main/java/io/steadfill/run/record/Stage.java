package io.steadfill.run.record;

import io.steadfill.run.life.RunState;

/** What a run's row says about its work; together with lease and holds it gives the {@link RunState}. */
public enum Stage {
    /** Launched; nobody has taken it up. */
    NEW,
    /** Somebody with a lease works on it, or died while he did. */
    WORKING,
    VERIFYING,
    UNDOING,
    /** Ended by a hold. */
    PAUSED,
    INTERRUPTED,
    FAILED,
    QUARANTINED,
    COMPLETED,
    CANCELLED,
    UNDONE
}
