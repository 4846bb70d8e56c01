package io.steadfill.retention;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.database.connection.Databases;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RetentionProperties.class)
class RetentionConfiguration {

    @Bean
    Retention retention(
            Control control, DatabaseTime time, Databases databases, RetentionProperties properties, AuditTrail audit) {
        return new Retention(control, time, databases, properties, audit);
    }

    @Bean
    @ConditionalOnWebApplication
    Nightly nightly(Control control, DatabaseTime time, Retention retention) {
        return new Nightly(control, time, retention);
    }
}
