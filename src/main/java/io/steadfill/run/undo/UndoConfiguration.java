package io.steadfill.run.undo;

import io.steadfill.approval.Approvals;
import io.steadfill.approval.scrutiny.Scrutiny;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UndoConfiguration {

    @Bean
    Undos undos(
            Control control,
            RunStore store,
            HoldStore holds,
            Databases databases,
            Scrutiny scrutiny,
            Approvals approvals,
            AuditTrail audit,
            DatabaseTime time) {
        return new Undos(control, store, holds, databases, scrutiny, approvals, audit, time);
    }
}
