package io.steadfill.metrics.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.steadfill.cluster.node.Nodes;
import io.steadfill.control.Control;
import io.steadfill.run.status.Fleet;
import io.steadfill.run.work.NodeName;
import io.steadfill.schedule.Nights;
import io.steadfill.throttle.Throttles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(MetricsProperties.class)
@ConditionalOnProperty("steadfill.control.url")
class MeterConfiguration {

    @Bean
    MeterBinder buildInfo(ObjectProvider<BuildProperties> build) {
        BuildProperties known = build.getIfAvailable();
        String version = known == null ? "unknown" : String.valueOf(known.getVersion());
        Tags tags = Tags.of("version", version, "java", Runtime.version().toString());
        return registry -> Gauge.builder(Meter.BUILD_INFO.micrometer(), () -> 1)
                .description(Meter.BUILD_INFO.says())
                .tags(tags)
                .register(registry);
    }

    @Bean
    ChunkMeters chunkMeters(MeterRegistry registry) {
        return new ChunkMeters(registry, System::nanoTime);
    }

    @Bean
    GaugeReader gaugeReader(
            Fleet fleet,
            Throttles throttles,
            Nights nights,
            Nodes nodes,
            NodeName own,
            Control control,
            ChunkMeters chunks,
            MeterRegistry registry,
            MetricsProperties properties) {
        return new GaugeReader(
                new FleetMeters(fleet, registry, System::nanoTime),
                new DatabaseMeters(throttles, registry),
                new NightMeters(nights, registry),
                new NodeMeters(nodes, control, own, registry),
                chunks,
                properties.period());
    }
}
