package io.steadfill.desk.schedule;

import io.steadfill.access.Operator;
import io.steadfill.definition.file.Jobs;
import io.steadfill.desk.RunDesk;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.Runs;
import io.steadfill.run.WaitingRuns;
import io.steadfill.schedule.DateLauncher;
import io.steadfill.schedule.Schedules;
import io.steadfill.schedule.Skipping;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScheduleDeskConfiguration {

    @Bean
    ScheduleDesk scheduleDesk(
            @Value("${steadfill.jobs:jobs}") Path folder,
            Schedules schedules,
            Skipping skipping,
            Runs runs,
            WaitingRuns waiting) {
        return new ScheduleDesk(new Jobs(folder), schedules, skipping, runs, waiting);
    }

    @Bean
    BlackOutDesk blackOutDesk(@Value("${steadfill.jobs:jobs}") Path folder, Schedules schedules, Skipping skipping) {
        return new BlackOutDesk(new Jobs(folder), schedules, skipping);
    }

    @Bean
    NightDesk nightDesk(
            @Value("${steadfill.jobs:jobs}") Path folder, Schedules schedules, Runs runs, WaitingRuns waiting) {
        return new NightDesk(new Jobs(folder), schedules, runs, waiting);
    }

    @Bean
    @ConditionalOnWebApplication
    DateLauncher dateLauncher(RunDesk runs) {
        Operator schedule = Operator.ofSchedules();
        return (job, date) -> runs.launch(schedule, job, new LaunchRequest(Map.of(), date, null));
    }
}
