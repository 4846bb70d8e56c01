package io.steadfill.run.admission;

import java.time.Instant;
import java.time.LocalDate;

/** Somebody's word that a date of a job's schedule, which has not come, has no run. */
public record SkippedDate(LocalDate date, String by, String why, Instant since) {

    /** As the date's row says it, once it has come. */
    public String says() {
        return "skipped by " + by + ": " + why;
    }
}
