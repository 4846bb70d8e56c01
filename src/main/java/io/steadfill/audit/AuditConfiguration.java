package io.steadfill.audit;

import io.steadfill.control.Control;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
class AuditConfiguration {

    @Bean
    AuditKeySource auditKeySource(AuditProperties properties, ApplicationContext context) {
        return new AuditKeySource(properties, context instanceof WebApplicationContext);
    }

    @Bean
    AuditTrail auditTrail(Control control, AuditKeySource key) {
        return new AuditTrail(control, key);
    }

    @Bean
    AuditCheck auditCheck(Control control, AuditKeySource key) {
        return new AuditCheck(control, key);
    }

    @Bean
    @ConditionalOnWebApplication
    HeadLog headLog(AuditTrail trail, Clock clock) {
        return new HeadLog(trail, clock);
    }
}
