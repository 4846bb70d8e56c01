package io.steadfill.run.status;

import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.record.RunStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StatusConfiguration {

    @Bean
    Fleet fleet(Control control, RunStore store, Databases databases) {
        return new Fleet(control, store, new FigureReader(databases));
    }

    @Bean
    PartitionReader partitionReader(Databases databases) {
        return new PartitionReader(databases);
    }
}
