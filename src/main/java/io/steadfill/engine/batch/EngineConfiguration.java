package io.steadfill.engine.batch;

import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.database.connection.Databases;
import io.steadfill.engine.Engine;
import io.steadfill.engine.Workers;
import io.steadfill.engine.execution.Crew;
import io.steadfill.engine.execution.ThreadWorkers;
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
    Throttles throttles(Clock clock) {
        return new Throttles(clock, System::nanoTime);
    }

    @Bean
    Crew crew(Databases databases, Transforms transforms, Throttles throttles, FailPoints failPoints) {
        return new Crew(databases, transforms, throttles, failPoints);
    }

    /** @param workers the cluster's where this process is one of its nodes, else threads of this process */
    @Bean
    Engine engine(
            Databases databases,
            Transforms transforms,
            JobOperator operator,
            JobRepository repository,
            FailPoints failPoints,
            Throttles throttles,
            ObjectProvider<Workers> workers,
            Clock clock) {
        return new BatchEngine(
                databases,
                transforms,
                operator,
                repository,
                throttles,
                workers.getIfAvailable(ThreadWorkers::new),
                failPoints,
                clock);
    }
}
