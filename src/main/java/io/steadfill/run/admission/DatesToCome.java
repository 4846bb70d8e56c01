package io.steadfill.run.admission;

import io.steadfill.control.Control;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.calendar.Timing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What the control knows of a job's date that has no run: whether one may still come. */
final class DatesToCome {

    private final Control control;

    DatesToCome(Control control) {
        this.control = control;
    }

    /** A date whose time has come; what became of it. */
    private record Slot(String state, String reason) {}

    /** Up to when a schedule was looked at. */
    private record Seen(Schedule schedule, Instant to) {}

    /** Why a date of a job will have no run by itself; empty where its time is still to come, or no schedule has it launched. */
    Optional<String> whyNone(String job, LocalDate date) {
        // Before its slot: each look at a schedule makes the slots first, and then says how far it saw.
        Optional<Seen> seen = seen(job);
        Optional<Slot> slot = slot(job, date);
        if (slot.isPresent()) {
            return slot.filter(over ->
                            over.state().equals("SKIPPED") || over.state().equals("MISSED"))
                    .map(over -> over.state() + ", " + over.reason());
        }
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        Schedule schedule = seen.get().schedule();
        Optional<Instant> due = schedule.due(date);
        if (due.isEmpty()) {
            return Optional.of("its schedule has no such date, "
                    + schedule.cron().text() + " " + schedule.hours().zone());
        }
        return due.filter(at -> !at.isAfter(seen.get().to()))
                .map(at -> "it was due at " + at + ", before its schedule was there as it is");
    }

    private Optional<Slot> slot(String job, LocalDate date) {
        return control.client()
                .sql("select state, coalesce(reason, '') from steadfill_control_slot where job = :job"
                        + " and business_date = :date")
                .param("job", job)
                .param("date", date.toString())
                .query((row, n) -> new Slot(row.getString(1), row.getString(2)))
                .optional();
    }

    private Optional<Seen> seen(String job) {
        return control.client()
                .sql("select timing, seen_to from steadfill_control_schedule where job = :job and timing <> :none")
                .param("job", job)
                .param("none", Timing.NONE)
                .query((row, n) -> new Seen(
                        Timing.read(row.getString(1)), row.getTimestamp(2).toInstant()))
                .optional();
    }
}
