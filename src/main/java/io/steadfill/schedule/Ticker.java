package io.steadfill.schedule;

import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.calendar.Timing;
import io.steadfill.definition.file.Jobs;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.WaitingRuns;
import io.steadfill.schedule.slot.Slot;
import io.steadfill.schedule.slot.SlotStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at all schedules: makes a slot for each date whose time has come, and settles those that are still to be launched. Any number of
 * nodes may look at the same time; a slot's key and its lock let one of them launch it.
 */
final class Ticker {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    /** Several looks apart. */
    private static final Duration LOOKED_LATELY = Duration.ofMinutes(1);

    private final Jobs jobs;
    private final Control control;
    private final WaitingRuns runs;
    private final Dispatcher dispatcher;
    private final DatabaseTime time;
    private final ScheduleStore schedules;
    private final SlotStore slots;
    private final Settling settling;

    Ticker(
            Jobs jobs,
            Control control,
            WaitingRuns runs,
            Dispatcher dispatcher,
            DatabaseTime time,
            ScheduleStore schedules,
            SlotStore slots,
            Settling settling) {
        this.jobs = jobs;
        this.control = control;
        this.runs = runs;
        this.dispatcher = dispatcher;
        this.time = time;
        this.schedules = schedules;
        this.slots = slots;
        this.settling = settling;
    }

    /** One job's fault keeps no other from its run. */
    void tick() {
        Instant now = time.now();
        tickSchedules(now);
        letIn();
    }

    /** WaitingRuns whose hold ends by itself go on, the one that was launched first before the others. */
    private void letIn() {
        Map<String, Integer> coming = new HashMap<>();
        for (String runId : runs.waiting()) {
            try {
                control.inTransaction(() -> {
                    boolean due = runs.letIn(runId, coming);
                    if (due) {
                        dispatcher.dispatch(runId);
                    }
                    return due;
                });
            } catch (RuntimeException e) {
                LOG.warn("run {} waits on, it could not be looked at: {}", runId, e.getMessage());
            }
        }
    }

    private void tickSchedules(Instant now) {
        for (String job : jobs.names()) {
            try {
                tick(job, now);
            } catch (ProblemException e) {
                LOG.warn("schedule of {}: {}", job, e.detail());
            } catch (RuntimeException e) {
                LOG.error("schedule of {} was not looked after", job, e);
            }
        }
    }

    private void tick(String job, Instant now) {
        Optional<ScheduleStore.Known> known = schedules.find(job);
        JobDefinition definition;
        try {
            definition = jobs.load(job).definition();
        } catch (ProblemException e) {
            if (e.problem() == Problem.DEFINITION_INVALID) {
                known.ifPresent(one -> skipInvalid(one, now, e.detail()));
            }
            return;
        }
        Schedule schedule = definition.schedule();
        String timing = schedule == null ? Timing.NONE : Timing.of(schedule);
        if (known.isEmpty()) {
            if (schedule != null) {
                schedules.begin(job, timing, now);
            }
            return;
        }
        if (!known.get().timing().equals(timing)) {
            finish(known.get(), now);
            schedules.changed(known.get(), timing, now);
        } else if (schedule != null) {
            makeSlots(known.get(), schedule, now);
        }
        List<Slot> pending = slots.pending(job);
        if (schedule == null) {
            pending.forEach(slot -> skip(slot, "the job has no schedule any more"));
            return;
        }
        Pause pause = known.get().pause();
        List<Slot> owed = new ArrayList<>();
        for (Slot slot : pending) {
            if (!settling.skip(slot, schedule, pause, now)) {
                owed.add(slot);
            }
        }
        for (Slot slot : owed) {
            settling.settle(slot, schedule, now);
        }
    }

    /**
     * What was in force until now answers for the dates until now: else two nodes with different files, which change the times in turn, would
     * lose them all. Only where somebody looked a moment ago: nothing is made up for after a long stop.
     */
    private void finish(ScheduleStore.Known known, Instant now) {
        if (!known.timing().equals(Timing.NONE)
                && known.seenTo().plus(LOOKED_LATELY).isAfter(now)) {
            makeSlots(known, Timing.read(known.timing()), now);
        }
    }

    /** A date comes to pass also when the file is broken: it is seen to be skipped, with the reason. */
    private void skipInvalid(ScheduleStore.Known known, Instant now, String complaints) {
        if (!known.timing().equals(Timing.NONE)) {
            makeSlots(known, Timing.read(known.timing()), now);
            slots.pending(known.job()).forEach(slot -> skip(slot, "the job's definition is not valid: " + complaints));
        }
    }

    private void skip(Slot slot, String why) {
        if (!settling.skipIfSaid(slot)) {
            slots.settle(slot, Slot.State.SKIPPED, null, why);
        }
    }

    private void makeSlots(ScheduleStore.Known known, Schedule schedule, Instant now) {
        Instant seen = known.seenTo();
        Optional<Schedule.Due> next = schedule.next(seen);
        while (next.isPresent() && !next.get().at().isAfter(now)) {
            slots.add(known.job(), next.get().date(), next.get().at());
            next = schedule.next(next.get().at());
        }
        schedules.seen(known.job(), now);
    }
}
