package io.steadfill.approval;

/** Where a request for an approval is. */
public enum ApprovalState {
    /** Nobody has decided yet. */
    OPEN,
    /** Somebody said yes, and it was not used yet. */
    APPROVED,
    /** It let through what it was asked for. An approved run may go on under it until it ends. */
    USED,
    /** Somebody said no. */
    REFUSED,
    /** Whoever asked wants it no longer, and said so before anybody had decided. */
    WITHDRAWN,
    /** Nobody decided, or nobody used it, in time. */
    EXPIRED,
    /** What it was asked for changed, or was given up. */
    VOID
}
