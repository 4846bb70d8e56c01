package io.steadfill.run.admission;

import io.steadfill.approval.ApprovalListener;
import io.steadfill.approval.Approvals;
import io.steadfill.approval.scrutiny.Scrutiny;
import io.steadfill.approval.standing.StandingApprovals;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.life.Hold;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    Admission admission(Control control, RunStore store, HoldStore holds, DatabaseTime time, Databases databases) {
        return new Admission(control, store, holds, time, databases::maxRuns);
    }

    @Bean
    Stops stops(Control control, RunStore store, HoldStore holds, RunEvents events, AuditTrail audit) {
        return new Stops(control, store, holds, events, audit);
    }

    @Bean
    FourEyes fourEyes(
            Control control,
            RunStore store,
            HoldStore holds,
            RunEvents events,
            Approvals approvals,
            StandingApprovals standing,
            Scrutiny scrutiny) {
        return new FourEyes(store, holds, events, approvals, standing, new TargetScrutiny(scrutiny, control));
    }

    /** An undo or a waiver of a run is an event of that run; what is about scripts alone is no run's. */
    @Bean
    ApprovalListener requestsAboutRuns(RunEvents events) {
        return request -> {
            String runId = request.runId();
            if (runId != null) {
                String why = Hold.asking(request.id(), request.kind().word());
                events.add(runId, request.job(), RunEvent.APPROVAL, null, null, request.askedBy(), why);
            }
        };
    }

    @Bean
    RunApprovals runApprovals(Control control, Approvals approvals, RunStore store, HoldStore holds) {
        return new RunApprovals(control, approvals, store, holds);
    }
}
