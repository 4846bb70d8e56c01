package io.steadfill.engine;

import io.steadfill.chunk.FailPoints;
import io.steadfill.database.Databases;
import io.steadfill.throttle.Throttles;
import io.steadfill.transform.Transforms;
import java.time.Clock;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the engine; only where a control database is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("steadfill.control.url")
class EngineConfiguration {

    @Bean
    FailPoints failPoints() {
        return FailPoints.ofProcess();
    }

    @Bean
    Crew crew(Databases databases, Transforms transforms, FailPoints failPoints, Clock clock) {
        return new Crew(databases, transforms, new Throttles(clock, System::nanoTime), failPoints);
    }

    /** @param workers the cluster's where this process is one of its nodes, else threads of this process */
    @Bean
    Engine engine(
            Databases databases,
            Transforms transforms,
            JobOperator operator,
            JobRepository repository,
            FailPoints failPoints,
            ObjectProvider<Workers> workers,
            Clock clock) {
        return new BatchEngine(
                databases,
                transforms,
                operator,
                repository,
                new Throttles(clock, System::nanoTime),
                workers.getIfAvailable(ThreadWorkers::new),
                failPoints,
                clock);
    }
}
