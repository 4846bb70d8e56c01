package io.steadfill.desk.fleet;

import io.steadfill.database.connection.Databases;
import io.steadfill.desk.JobDesk;
import io.steadfill.desk.StopDesk;
import io.steadfill.run.status.Fleet;
import io.steadfill.throttle.Throttles;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class FleetDeskConfiguration {

    @Bean
    FleetDesk fleetDesk(Fleet fleet) {
        return new FleetDesk(fleet);
    }

    @Bean
    DatabaseDesk databaseDesk(JobDesk jobs, StopDesk stops, Databases databases, Throttles throttles, Fleet fleet) {
        return new DatabaseDesk(jobs, stops, databases, throttles, fleet);
    }
}
