package io.steadfill.database;

import org.jspecify.annotations.Nullable;

/** What a database error means for a chunk; each dialect reads its own codes. */
public enum Failure {
    /** Deadlock, serialization, a plan that must be made again: the whole chunk again in a new transaction. */
    TRANSIENT,
    /** A lock was not granted in time: again, and in the end the sweep's or a hold's matter, never quarantine's. */
    LOCKED,
    /** The statement ran over its time or was cancelled: the chunk is halved. */
    CANCELLED,
    /** The connection is gone; inside COMMIT the outcome is in doubt. */
    CONNECTION,
    /** Too many connections, read-only after a fail-over: wait and probe. */
    RESOURCE,
    /** The server has no room left on a disk: wait until somebody makes some, whatever the rows are. */
    DISK_FULL,
    /** A table or column is not what it was: hold and show. */
    DRIFT,
    /** Our role may not do this. */
    PRIVILEGE,
    /** The rows are to blame: bisect down to the guilty one. */
    DATA;

    /** The word under which a run says that it waits for the server to be well again; null for what is no such wait. */
    public @Nullable String signal() {
        return switch (this) {
            case RESOURCE -> "server";
            case DISK_FULL -> "disk";
            case TRANSIENT, LOCKED, CANCELLED, CONNECTION, DRIFT, PRIVILEGE, DATA -> null;
        };
    }

    /** Whether somebody else's work was in the way, so that the same may well succeed a moment later. */
    public boolean isPassing() {
        return this == TRANSIENT || this == LOCKED;
    }
}
