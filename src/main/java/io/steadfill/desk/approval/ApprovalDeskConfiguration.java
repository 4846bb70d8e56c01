package io.steadfill.desk.approval;

import io.steadfill.approval.Approvals;
import io.steadfill.approval.scrutiny.Scrutiny;
import io.steadfill.approval.standing.StandingApprovals;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.file.Jobs;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.admission.RunApprovals;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For servers and for the command line alike. */
@Configuration(proxyBeanMethods = false)
class ApprovalDeskConfiguration {

    @Bean
    ApprovalDesk approvalDesk(
            Control control, Approvals approvals, RunApprovals decisions, ObjectProvider<Dispatcher> dispatcher) {
        return new ApprovalDesk(control, approvals, decisions, dispatcher);
    }

    @Bean
    StandingDesk standingDesk(
            @Value("${steadfill.jobs:jobs}") Path folder,
            Databases databases,
            Control control,
            Scrutiny scrutiny,
            StandingApprovals standing) {
        return new StandingDesk(new Jobs(folder), databases, control, scrutiny, standing);
    }
}
