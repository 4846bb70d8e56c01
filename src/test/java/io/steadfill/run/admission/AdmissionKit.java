package io.steadfill.run.admission;

import io.steadfill.approval.Approvals;
import io.steadfill.approval.Subject;
import io.steadfill.approval.standing.StandingApprovals;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.story.RunEvents;
import java.util.Optional;
import java.util.function.Function;

/** What keeps runs from being worked as the product wires it, for tests of rooms above. */
public final class AdmissionKit {

    private AdmissionKit() {}

    /** @param maxRuns at once, on every database */
    public static Admission admission(
            Control control, RunStore store, HoldStore holds, DatabaseTime time, int maxRuns) {
        return new Admission(control, store, holds, time, name -> maxRuns);
    }

    public static Stops stops(Control control, RunStore store, HoldStore holds, RunEvents events, AuditTrail audit) {
        return new Stops(control, store, holds, events, audit);
    }

    /** @param scrutiny what a run needs a second person's word for; empty where it needs nobody's */
    public static FourEyes fourEyes(
            RunStore store,
            HoldStore holds,
            RunEvents events,
            Approvals approvals,
            StandingApprovals standing,
            Function<RunRow, Optional<Subject>> scrutiny) {
        return new FourEyes(store, holds, events, approvals, standing, scrutiny::apply);
    }

    public static RunApprovals approvals(Control control, Approvals approvals, RunStore store, HoldStore holds) {
        return new RunApprovals(control, approvals, store, holds);
    }
}
