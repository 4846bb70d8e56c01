package io.steadfill.approval;

/** What somebody says to a request. */
public enum Decision {
    APPROVE,
    REFUSE,
    /** An admin says yes alone, for instance at night, and answers for it. */
    BREAK_GLASS;

    ApprovalState state() {
        return this == REFUSE ? ApprovalState.REFUSED : ApprovalState.APPROVED;
    }

    /** As the audit trail writes it. */
    String verb() {
        return switch (this) {
            case APPROVE -> "approve";
            case REFUSE -> "refuse";
            case BREAK_GLASS -> "break-glass";
        };
    }
}
