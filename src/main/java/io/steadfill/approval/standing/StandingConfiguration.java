package io.steadfill.approval.standing;

import io.steadfill.approval.ApprovalProperties;
import io.steadfill.approval.Approvals;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class StandingConfiguration {

    @Bean
    StandingApprovals standingApprovals(
            Control control, Approvals approvals, AuditTrail audit, ApprovalProperties properties) {
        return new StandingApprovals(
                control,
                new StandingStore(control, JsonMapper.shared()),
                approvals,
                audit,
                properties,
                new SecureRandom());
    }
}
