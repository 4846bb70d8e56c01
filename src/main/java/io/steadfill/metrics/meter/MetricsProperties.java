package io.steadfill.metrics.meter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How run metrics are read.
 *
 * @param period between two readings of control and targets. Turned up where the control database is far away, or very many nodes ask it.
 */
@ConfigurationProperties("steadfill.metrics")
record MetricsProperties(@DefaultValue("5s") Duration period) {

    MetricsProperties {
        if (period.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("steadfill.metrics.period must be at least 100ms");
        }
    }
}
