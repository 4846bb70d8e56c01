package io.steadfill.schedule;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.definition.file.Jobs;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.WaitingRuns;
import io.steadfill.run.admission.SkippedDates;
import io.steadfill.schedule.slot.SlotStore;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

    @Bean
    ScheduleStore scheduleStore(Control control) {
        return new ScheduleStore(control);
    }

    @Bean
    SlotStore slotStore(Control control) {
        return new SlotStore(control);
    }

    @Bean
    SkippedDates skippedDates(Control control) {
        return new SkippedDates(control);
    }

    @Bean
    Skipping skipping(
            Control control,
            DatabaseTime time,
            ScheduleStore store,
            SlotStore slots,
            SkippedDates skipped,
            WaitingRuns runs,
            AuditTrail audit) {
        return new Skipping(control, time, store, slots, skipped, runs, audit);
    }

    @Bean
    Schedules schedules(
            Control control,
            DatabaseTime time,
            ScheduleStore store,
            SlotStore slots,
            SkippedDates skipped,
            WaitingRuns runs,
            AuditTrail audit) {
        return new Schedules(control, time, store, slots, skipped, runs, audit);
    }

    @Bean
    Nights nights(@Value("${steadfill.jobs:jobs}") Path folder, Control control, DatabaseTime time, SlotStore slots) {
        return new Nights(control, time, new Jobs(folder), slots);
    }

    @Bean
    @ConditionalOnWebApplication
    Ticking ticking(
            @Value("${steadfill.jobs:jobs}") Path folder,
            Control control,
            DatabaseTime time,
            ScheduleStore schedules,
            SlotStore slots,
            SkippedDates skipped,
            WaitingRuns runs,
            Dispatcher dispatcher,
            DateLauncher launcher) {
        Settling settling = new Settling(control, slots, skipped, launcher);
        return new Ticking(
                new Ticker(new Jobs(folder), control, runs, dispatcher, time, schedules, slots, settling)::tick);
    }
}
