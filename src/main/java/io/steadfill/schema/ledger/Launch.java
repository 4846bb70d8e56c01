package io.steadfill.schema.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Who wants scripts applied, and who agreed.
 *
 * @param by the operator
 * @param approvedBy null where nobody approved; the operator's own word is no approval
 */
public record Launch(String by, @Nullable String approvedBy) {

    public boolean isApproved() {
        return approvedBy != null && !approvedBy.isBlank() && !approvedBy.equals(by);
    }
}
