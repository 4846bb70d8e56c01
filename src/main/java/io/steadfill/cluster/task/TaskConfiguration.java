package io.steadfill.cluster.task;

import io.steadfill.control.Control;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class TaskConfiguration {

    @Bean
    ControlClock controlClock(Control control) {
        return new ControlClock(
                () -> control.leases()
                        .sql("select current_timestamp(6)")
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .single(),
                System::nanoTime);
    }
}
