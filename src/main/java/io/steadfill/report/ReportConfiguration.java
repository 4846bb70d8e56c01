package io.steadfill.report;

import io.steadfill.approval.Approvals;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.Runs;
import io.steadfill.run.story.ComputedBy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

    @Bean
    Reports reports(Runs runs, Approvals approvals, Databases databases, ComputedBy computedBy) {
        return new Reports(runs, approvals, databases, computedBy);
    }
}
