package io.steadfill.run.adoption;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.story.RunEvents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdoptionConfiguration {

    @Bean
    Adoption adoption(
            Control control, Databases databases, RunStore store, HoldStore holds, RunEvents events, AuditTrail audit) {
        return new Adoption(control, databases, store, holds, events, audit);
    }
}
