package io.steadfill.approval;

/** What may need a second person's word; on a database marked production all of it does. */
public enum Risk {
    /** Any run at all. */
    RUN,
    /** A run that deletes rows. */
    DELETE,
    /** A run that moves rows away. */
    ARCHIVE,
    /** A run of work that is not idempotent. */
    ONCE,
    /** Companion scripts before the data. */
    EXPAND,
    /** Companion scripts after the data. */
    CONTRACT,
    /** Taking companion scripts, or a run's changes, back. */
    UNDO,
    /** Saying how a statement ended that nobody saw ending. */
    SETTLE,
    /** Excusing a quarantined row, and its remedy. */
    WAIVE
}
