package io.steadfill.approval.scrutiny;

import io.steadfill.approval.ApprovalProperties;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.transform.Transforms;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScrutinyConfiguration {

    @Bean
    Scrutiny scrutiny(Databases databases, Control control, Transforms transforms, ApprovalProperties properties) {
        return new Scrutiny(databases, control, transforms, properties);
    }
}
