package io.steadfill.approval;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.security.SecureRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApprovalProperties.class)
class ApprovalConfiguration {

    @Bean
    Approvals approvals(
            Control control,
            AuditTrail audit,
            ApprovalProperties properties,
            ObjectProvider<ApprovalListener> listeners) {
        return new Approvals(
                control,
                new ApprovalStore(control, JsonMapper.shared()),
                audit,
                properties,
                new SecureRandom(),
                request -> listeners.orderedStream().forEach(listener -> listener.asked(request)));
    }
}
