package io.steadfill.run;

import io.steadfill.approval.Approvals;
import io.steadfill.approval.scrutiny.Scrutiny;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.admission.Admission;
import io.steadfill.run.admission.FourEyes;
import io.steadfill.run.admission.Stops;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.TargetClaims;
import io.steadfill.run.record.TuningStore;
import io.steadfill.run.status.PartitionReader;
import io.steadfill.run.work.Assignments;
import io.steadfill.run.work.Working;
import io.steadfill.schema.Companions;
import io.steadfill.transform.Transforms;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RunConfiguration {

    @Bean
    Plans plans(Databases databases, Transforms transforms, Clock clock, Control control, AuditTrail audit) {
        return new Plans(databases, transforms, clock, control, audit);
    }

    @Bean
    ApprovedScripts approvedScripts(Companions companions, Scrutiny scrutiny, Approvals approvals, AuditTrail audit) {
        return new ApprovedScripts(companions, scrutiny, approvals, audit);
    }

    @Bean
    Waivers waivers(
            Control control,
            RunStore store,
            AuditTrail audit,
            Databases databases,
            Transforms transforms,
            Scrutiny scrutiny,
            Approvals approvals) {
        return new Waivers(control, store, audit, databases, transforms, scrutiny, approvals);
    }

    @Bean
    WaitingRuns waitingRuns(
            Control control,
            RunStore store,
            HoldStore holds,
            Admission admission,
            AuditTrail audit,
            Runs runs,
            DatabaseTime time) {
        return new WaitingRuns(control, store, holds, admission, audit, runs, time);
    }

    @Bean
    Runs runs(
            Control control,
            RunStore store,
            HoldStore holds,
            TuningStore tunings,
            AuditTrail audit,
            Stops stops,
            FourEyes fourEyes,
            Admission admission,
            Working working,
            PartitionReader partitions,
            Assignments assignments,
            Databases databases) {
        Launching launching = new Launching(store, fourEyes, admission, audit, new SecureRandom());
        return new Runs(
                control,
                store,
                holds,
                tunings,
                audit,
                stops,
                launching,
                fourEyes,
                working,
                partitions,
                assignments,
                new TargetClaims(control, databases));
    }
}
