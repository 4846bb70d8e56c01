package io.steadfill.run.record;

import io.steadfill.control.Control;
import io.steadfill.run.life.RunProperties;
import io.steadfill.run.story.RunEvents;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunProperties.class)
class RecordConfiguration {

    @Bean
    HoldStore holdStore(Control control) {
        return new HoldStore(control);
    }

    @Bean
    TuningStore tuningStore(Control control) {
        return new TuningStore(control);
    }

    @Bean
    RunStore runStore(Control control, HoldStore holds, RunEvents events, RunProperties properties) {
        return new RunStore(control, holds, events, properties.deadAfter());
    }
}
