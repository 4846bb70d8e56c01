package io.steadfill.cluster;

import io.steadfill.run.Dispatcher;
import io.steadfill.run.Runs;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ClusterConfiguration {

    @Bean
    Dispatcher dispatcher(Runs runs) {
        return new ThreadDispatcher(runs);
    }
}
