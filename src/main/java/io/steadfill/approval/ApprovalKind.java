package io.steadfill.approval;

import java.util.Locale;

/** What a request is about. */
public enum ApprovalKind {
    /** A run, from its launch to its end. */
    RUN,
    /** {@code schema expand}, once. */
    EXPAND,
    /** {@code schema contract}, once. */
    CONTRACT,
    /** {@code schema undo}, or the undo of a run, once. */
    UNDO,
    /** {@code schema settle}, once. */
    SETTLE,
    /** Waivers of some rows of a run, once. */
    WAIVE,
    /** All runs that a job's schedule launches, as long as nothing changes. */
    NIGHTS;

    /** The word in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
