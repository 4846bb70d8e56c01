package io.steadfill.database.rows;

/** What a read does about rows that somebody else has locked. */
public enum Locking {
    /** It does not lock at all. */
    NONE,
    /** It waits, up to the transaction's lock time-out. */
    WAIT,
    /** It leaves them out. */
    SKIP,
    /** It fails at once. */
    NOWAIT
}
