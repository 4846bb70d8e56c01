package io.steadfill.approval;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.transform.Transforms;
import java.security.SecureRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApprovalProperties.class)
class ApprovalConfiguration {

    @Bean
    Approvals approvals(Control control, AuditTrail audit, ApprovalProperties properties) {
        return new Approvals(
                control, new ApprovalStore(control, JsonMapper.shared()), audit, properties, new SecureRandom());
    }

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

    @Bean
    Scrutiny scrutiny(Databases databases, Control control, Transforms transforms, ApprovalProperties properties) {
        return new Scrutiny(databases, control, transforms, properties);
    }
}
