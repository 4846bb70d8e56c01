package io.steadfill.control;

import io.steadfill.database.Database;
import io.steadfill.database.connection.Databases;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ControlConfiguration {

    @Bean
    Control control(Databases databases) {
        return new Control(databases::control);
    }

    @Bean
    DatabaseTime databaseTime(Control control) {
        return control::now;
    }

    @Bean
    ControlTables controlTables(Control control) {
        return new ControlTables(control);
    }

    /** For Spring Batch, which then keeps its metadata in the control database; without one it keeps them in memory. */
    @Bean(destroyMethod = "")
    @ConditionalOnProperty("steadfill.control.url")
    DataSource controlDataSource(Databases databases) {
        return databases.control().dataSource(Database.Purpose.WORK);
    }
}
