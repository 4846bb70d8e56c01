package io.steadfill.audit;

import io.steadfill.control.Control;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    AuditTrail auditTrail(Control control) {
        return new AuditTrail(control);
    }
}
