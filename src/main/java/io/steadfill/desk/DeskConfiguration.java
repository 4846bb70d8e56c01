package io.steadfill.desk;

import io.steadfill.audit.AuditCheck;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.file.Jobs;
import io.steadfill.run.ApprovedScripts;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.Plans;
import io.steadfill.run.Runs;
import io.steadfill.run.WaitingRuns;
import io.steadfill.run.Waivers;
import io.steadfill.run.admission.Stops;
import io.steadfill.run.proof.Verifications;
import io.steadfill.run.undo.Undos;
import io.steadfill.schedule.Schedules;
import io.steadfill.schema.Companions;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class DeskConfiguration {

    @Bean
    JobDesk jobDesk(
            @Value("${steadfill.jobs:jobs}") Path folder,
            Databases databases,
            Control control,
            Companions companions,
            Plans plans) {
        return new JobDesk(new Jobs(folder), databases, control, companions, plans);
    }

    @Bean
    ScriptDesk scriptDesk(JobDesk jobs, Companions companions, ApprovedScripts scripts) {
        return new ScriptDesk(jobs, companions, scripts);
    }

    @Bean
    StopDesk stopDesk(JobDesk jobs, Stops stops, Control control, Dispatcher dispatcher) {
        return new StopDesk(jobs, stops, dispatcher);
    }

    @Bean
    QuarantineDoor quarantineDoor(RunDesk runs, Waivers waivers) {
        return new QuarantineDoor(runs, waivers);
    }

    @Bean
    RunDesk runDesk(JobDesk jobs, Runs runs, WaitingRuns waiting, Control control, Dispatcher dispatcher) {
        return new RunDesk(jobs, runs, waiting, control, dispatcher);
    }

    @Bean
    UndoDesk undoDesk(RunDesk desk, Runs runs, Undos undos, Schedules schedules, Dispatcher dispatcher) {
        return new UndoDesk(desk, runs, undos, schedules, dispatcher);
    }

    @Bean
    VerificationDesk verificationDesk(RunDesk runs, Verifications verifications) {
        return new VerificationDesk(runs, verifications);
    }

    @Bean
    AuditDesk auditDesk(Control control, AuditTrail trail, AuditCheck check) {
        return new AuditDesk(control, trail, check);
    }
}
