package io.steadfill.approval;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The approval room as the product wires it, for tests of rooms above. */
public final class ApprovalsKit {

    private ApprovalsKit() {}

    public static Approvals approvals(Control control, AuditTrail audit, Duration expires) {
        return new Approvals(
                control,
                new ApprovalStore(control, JsonMapper.shared()),
                audit,
                new ApprovalProperties(Set.of(), null, expires),
                RandomGenerator.getDefault(),
                request -> {});
    }

    /** A request about a run whose bound parts are these words. */
    public static Subject subject(ApprovalKind kind, @Nullable String runId, String... bound) {
        return new Subject(
                kind,
                "names",
                "shop",
                runId,
                Subject.hash(List.of(bound)),
                Map.of("because", List.of("a test wants it"), "sql", "delete from customers"));
    }
}
