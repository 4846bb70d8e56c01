package io.steadfill.approval;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a second person's word, and what became of it.
 *
 * @param runId null where it is about companion scripts
 * @param hash over everything that was asked for: definition, parameters, target, statements, rows
 * @param what the same for a person to read, name to text, number or list; never a row's values
 * @param expires when it lapses: undecided until then, or unused after a yes
 * @param decidedBy null while it is open, and where it lapsed
 * @param why the reason that was given with the decision; null where none was
 * @param breakGlass whether an admin decided alone
 * @param used when it first let something through; null before
 */
public record Approval(
        String id,
        ApprovalKind kind,
        String job,
        String database,
        @Nullable String runId,
        String hash,
        Map<String, Object> what,
        ApprovalState state,
        String askedBy,
        Instant asked,
        Instant expires,
        @Nullable String decidedBy,
        @Nullable Instant decided,
        @Nullable String why,
        boolean breakGlass,
        @Nullable Instant used) {

    public Approval {
        what = Collections.unmodifiableMap(new LinkedHashMap<>(what));
    }

    /** As ledgers and waivers name the approver; never the same as somebody who broke the glass for himself. */
    public String approver() {
        return breakGlass ? "break-glass: " + decidedBy : String.valueOf(decidedBy);
    }
}
