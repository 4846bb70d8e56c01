package io.steadfill.run.proof;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.record.RunStore;
import io.steadfill.schema.Companions;
import io.steadfill.schema.contract.Proofs;
import io.steadfill.transform.Transforms;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ProofConfiguration {

    @Bean
    JobRuns jobRuns(Control control, RunStore store, Clock clock) {
        return new JobRuns(control, store, clock);
    }

    @Bean
    DataVerification dataVerification(JobRuns jobRuns, AuditTrail audit, ApplicationEventPublisher events) {
        return new DataVerification(jobRuns, audit, System::nanoTime, events::publishEvent);
    }

    @Bean
    Verifications verifications(
            Control control,
            RunStore store,
            Databases databases,
            DataVerification verification,
            Transforms transforms,
            AuditTrail audit) {
        return new Verifications(control, store, databases, verification, transforms, audit, JsonMapper.shared());
    }

    @Bean
    Proofs proofs(JobRuns jobRuns, DataVerification verification, Transforms transforms) {
        return new DataProofs(jobRuns, verification, transforms, System::nanoTime);
    }

    @Bean
    Companions companions(Proofs proofs, Clock clock) {
        return new Companions(proofs, clock, new SecureRandom());
    }
}
