package io.steadfill.approval.standing;

import io.steadfill.approval.ApprovalProperties;
import io.steadfill.approval.Approvals;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Words for nights as the product wires them, for tests of rooms above. */
public final class StandingKit {

    private StandingKit() {}

    public static StandingApprovals standing(Control control, Approvals approvals, AuditTrail audit, Duration expires) {
        return new StandingApprovals(
                control,
                new StandingStore(control, JsonMapper.shared()),
                approvals,
                audit,
                new ApprovalProperties(Set.of(), null, expires),
                RandomGenerator.getDefault());
    }
}
