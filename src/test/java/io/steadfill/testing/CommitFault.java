package io.steadfill.testing;

/** What a {@link FaultProxy} does to a COMMIT, and to the connection it came on. */
public enum CommitFault {
    /** The server never sees it, so it rolls back. Both sides are reset. */
    DROP,
    /** The server carries it out; its answer is lost and both sides are reset. */
    LOSE_ANSWER,
    /** The server carries it out; the client waits for an answer that never comes, until it dies. */
    HOLD_ANSWER,
    /** The client is reset at once; the server sees the COMMIT when {@link FaultProxy#deliver} is called. */
    DELIVER_LATE
}
