package io.steadfill.desk;

import io.steadfill.approval.Approvals;
import io.steadfill.control.Control;
import io.steadfill.notice.Notices;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.RunApprovals;
import org.springframework.beans.factory.ObjectProvider;
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
    NoticeDesk noticeDesk(Notices notices) {
        return new NoticeDesk(notices);
    }
}
