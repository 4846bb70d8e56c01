package io.steadfill.schedule;

import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.definition.calendar.Hours;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.file.Jobs;
import io.steadfill.problem.ProblemException;
import io.steadfill.schedule.slot.Slot;
import io.steadfill.schedule.slot.SlotStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All schedules in figures, for those who watch many. */
public final class Nights {

    /** Black-outs and pauses that are looked past in search of a date that counts. */
    private static final int DATES_BACK = 20;

    private final Control control;
    private final DatabaseTime time;
    private final Jobs jobs;
    private final SlotStore slots;

    Nights(Control control, DatabaseTime time, Jobs jobs, SlotStore slots) {
        this.control = control;
        this.time = time;
        this.jobs = jobs;
        this.slots = slots;
    }

    /**
     * One schedule.
     *
     * @param previousDue when the last date but one was due that was not skipped: by now its run is over, or late; null where there was none
     * @param closes when the open hours end that it is in now; null where it is closed, or always open
     * @param missed dates whose time was over before they could be launched
     */
    public record Night(
            String job,
            @Nullable Instant previousDue,
            @Nullable Instant closes,
            long missed) {}

    /** By the control database's clock; those whose definition this node cannot read have no end of hours. */
    public List<Night> all() {
        control.identity();
        Instant now = time.now();
        Map<String, Long> missed = missed();
        List<Night> all = new ArrayList<>();
        Set<String> here = Set.copyOf(jobs.names());
        for (String job : scheduled()) {
            if (!here.contains(job)) {
                // Its folder was taken away: nobody waits for its dates.
                continue;
            }
            List<Slot> owed = slots.history(job, DATES_BACK).stream()
                    .filter(slot -> slot.state() != Slot.State.SKIPPED)
                    .toList();
            all.add(new Night(
                    job, owed.size() < 2 ? null : owed.get(1).due(), closes(job, now), missed.getOrDefault(job, 0L)));
        }
        return all;
    }

    private List<String> scheduled() {
        return control.client()
                .sql("select job from steadfill_control_schedule where timing <> '' order by job")
                .query(String.class)
                .list();
    }

    private Map<String, Long> missed() {
        Map<String, Long> missed = new HashMap<>();
        control.client()
                .sql("select job, count(*) as missed from steadfill_control_slot where state = 'MISSED' group by job")
                .query(row -> {
                    missed.put(row.getString("job"), row.getLong("missed"));
                });
        return missed;
    }

    private @Nullable Instant closes(String job, Instant now) {
        try {
            Schedule schedule = jobs.load(job).definition().schedule();
            Hours hours = schedule == null ? null : schedule.hours();
            return hours == null || hours.isAlways() || !hours.isOpen(now)
                    ? null
                    : hours.stretch(now).to();
        } catch (ProblemException e) {
            return null;
        }
    }
}
