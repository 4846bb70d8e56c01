package io.steadfill.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import io.steadfill.control.Control;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@ConditionalOnProperty("steadfill.control.url")
class MetricsConfiguration {

    /** Other libraries' meters that would count what ours count better, under labels that grow, or each filter of each request. */
    @Bean
    MeterFilter othersMeters() {
        return MeterFilter.deny(id -> id.getName().startsWith("spring.batch.")
                || id.getName().startsWith("spring.security.")
                || id.getName().equals(ChunkTraces.NAME)
                || id.getName().equals(ChunkTraces.NAME + ".active"));
    }

    @Bean
    ChunkTraces chunkTraces(ObservationRegistry registry) {
        return new ChunkTraces(registry);
    }

    @Bean
    HealthIndicator controlHealthIndicator(Control control) {
        return new ControlHealth(control);
    }
}
