package io.steadfill.approval;

/** What somebody says to a request. */
public enum Decision {
    APPROVE,
    REFUSE,
    /** Whoever asked takes it back. */
    WITHDRAW,
    /** An admin says yes alone, for instance at night, and answers for it. */
    BREAK_GLASS;

    ApprovalState state() {
        return switch (this) {
            case APPROVE, BREAK_GLASS -> ApprovalState.APPROVED;
            case REFUSE -> ApprovalState.REFUSED;
            case WITHDRAW -> ApprovalState.WITHDRAWN;
        };
    }

    /** Whether others are told why. */
    boolean needsReason() {
        return this == REFUSE || this == BREAK_GLASS;
    }

    /** Whether what was asked for is not done. */
    public boolean isNo() {
        return this == REFUSE || this == WITHDRAW;
    }

    /** As the audit trail writes it. */
    String verb() {
        return switch (this) {
            case APPROVE -> "approve";
            case REFUSE -> "refuse";
            case WITHDRAW -> "withdraw";
            case BREAK_GLASS -> "break-glass";
        };
    }
}
