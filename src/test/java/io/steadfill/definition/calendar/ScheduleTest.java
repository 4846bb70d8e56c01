package io.steadfill.definition.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.file.JobText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calendar of schedules: changes of the clocks, leap days, open hours, black-outs. */
class ScheduleTest {

    private static Schedule schedule(String more) {
        return Objects.requireNonNull(
                JobText.read(JobText.HEAD + JobText.WHERE + JobText.SET + "schedule: { " + more + " }\n")
                        .definition()
                        .schedule());
    }

    private static List<Schedule.Due> between(Schedule schedule, String after, String upTo) {
        List<Schedule.Due> found = new ArrayList<>();
        Optional<Schedule.Due> next = schedule.next(Instant.parse(after));
        while (next.isPresent() && !next.get().at().isAfter(Instant.parse(upTo))) {
            found.add(next.get());
            next = schedule.next(next.get().at());
        }
        return found;
    }

    @Test
    void whatTheClocksDoIsForetoldForAYear() {
        Instant after = Instant.parse("2026-11-22T12:00:00Z");

        assertThat(schedule("cron: \"30 1 * * *\", zone: Europe/London").clockChanges(after))
                .extracting(change -> change.date() + " " + change.says())
                .containsExactly(
                        "2027-03-28 no 01:30 on that date: it runs at 02:00",
                        "2027-10-31 01:30 comes twice on that date: it runs the first time");
        assertThat(schedule("cron: \"30 1 * * *\", zone: Europe/London, gap: skip, overlap: second")
                        .clockChanges(after))
                .extracting(Schedule.ClockChange::says)
                .containsExactly(
                        "no 01:30 on that date: it does not run",
                        "01:30 comes twice on that date: it runs the second time");
        assertThat(schedule("cron: \"30 1 * * MON\", zone: Europe/London").clockChanges(after))
                .isEmpty();
        assertThat(schedule("cron: \"0 4 * * *\", zone: Europe/London").clockChanges(after))
                .isEmpty();
        assertThat(schedule("cron: \"30 1 * * *\", zone: UTC").clockChanges(after))
                .isEmpty();
        // Santiago's clocks change at midnight, on either side of it.
        assertThat(schedule("cron: \"30 23 * * *\", zone: America/Santiago").clockChanges(after))
                .extracting(change -> change.date() + " " + change.says())
                .containsExactly("2027-04-03 23:30 comes twice on that date: it runs the first time");
        assertThat(schedule("cron: \"30 0 * * *\", zone: America/Santiago").clockChanges(after))
                .extracting(change -> change.date() + " " + change.says())
                .containsExactly("2027-09-05 no 00:30 on that date: it runs at 01:00");
    }

    @ParameterizedTest
    @CsvSource({
        // The clocks skip the time: the first instant after the gap.
        "Europe/Berlin, 30 2 * * *, 2026-03-29, 2026-03-29T01:00:00Z",
        "America/New_York, 30 2 * * *, 2026-03-08, 2026-03-08T07:00:00Z",
        "Africa/Cairo, 0 0 * * *, 2026-04-24, 2026-04-23T22:00:00Z",
        "Africa/Cairo, 30 0 * * *, 2026-04-24, 2026-04-23T22:00:00Z",
        "Australia/Lord_Howe, 15 2 * * *, 2026-10-04, 2026-10-03T15:30:00Z",
        // The clocks go through the time twice: the first of the two.
        "Europe/Berlin, 30 2 * * *, 2026-10-25, 2026-10-25T00:30:00Z",
        "America/New_York, 30 1 * * *, 2026-11-01, 2026-11-01T05:30:00Z",
        "Australia/Lord_Howe, 45 1 * * *, 2026-04-05, 2026-04-04T14:45:00Z",
        // The same, however the one time is written.
        "Europe/Berlin, 30 2-2 * * *, 2026-03-29, 2026-03-29T01:00:00Z",
        "America/New_York, 30/30 1 * * SUN, 2026-11-01, 2026-11-01T05:30:00Z",
        "Africa/Cairo, @daily, 2026-04-24, 2026-04-23T22:00:00Z",
        "Australia/Lord_Howe, 15/60 02 * * *, 2026-10-04, 2026-10-03T15:30:00Z",
        // Nothing happens there.
        "Asia/Kolkata, 30 2 * * *, 2026-03-29, 2026-03-28T21:00:00Z",
        "UTC, 30 2 29 2 *, 2028-02-29, 2028-02-29T02:30:00Z",
        // A day that a zone never had: Samoa went over the date line.
        "Pacific/Apia, 30 1 * * *, 2011-12-30, 2011-12-30T10:00:00Z"
    })
    void aDateIsDueOnceWhateverTheClocksDo(String zone, String cron, LocalDate date, Instant due) {
        Schedule schedule = schedule("cron: \"" + cron + "\", zone: " + zone);

        assertThat(schedule.due(date)).contains(due);
        assertThat(between(
                        schedule,
                        due.minusSeconds(200_000).toString(),
                        due.plusSeconds(200_000).toString()))
                .filteredOn(one -> one.date().equals(date))
                .containsExactly(new Schedule.Due(date, due));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0,30 1 * * *; fires more than once a day",
                "*/30 1 * * *; fires more than once a day",
                "0 1-2 * * *; fires more than once a day",
                "@hourly; fires more than once a day",
                "61 1 * * *; a minute or an hour that cannot be read",
                "30 1 * * FUNDAY; a day, month or day of week that cannot be read",
                "30 1 31 2 *; never fires",
                "@fortnightly; cannot be read"
            })
    void whatHasNoOneTimeADayIsRefused(String cron, String why) {
        assertThat(Cron.fault(cron))
                .hasValueSatisfying(fault -> assertThat(fault).contains(why));
    }

    @Test
    void aGapMaySkipTheDateAndAnOverlapMayTakeTheSecondTime() {
        assertThat(schedule("cron: \"30 2 * * *\", zone: Europe/Berlin, gap: skip")
                        .due(LocalDate.of(2026, 3, 29)))
                .isEmpty();
        assertThat(schedule("cron: \"30 2 * * *\", zone: Europe/Berlin, overlap: second")
                        .due(LocalDate.of(2026, 10, 25)))
                .contains(Instant.parse("2026-10-25T01:30:00Z"));
    }

    @Test
    void aYearOfNightsHasEachDateOnce() {
        for (String zone :
                List.of("Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kolkata")) {
            List<Schedule.Due> nights = between(
                    schedule("cron: \"30 2 * * *\", zone: " + zone), "2025-12-30T00:00:00Z", "2027-01-03T00:00:00Z");

            assertThat(nights).extracting(Schedule.Due::date).doesNotHaveDuplicates();
            assertThat(nights)
                    .extracting(Schedule.Due::at)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(nights)
                    .filteredOn(one -> one.date().getYear() == 2026)
                    .as(zone)
                    .hasSize(365);
        }
    }

    @Test
    void aLeapDayIsADateOnlyWhereThereIsOne() {
        assertThat(between(
                        schedule("cron: \"30 1 29 2 *\", zone: UTC"), "2026-01-01T00:00:00Z", "2033-01-01T00:00:00Z"))
                .extracting(Schedule.Due::date)
                .containsExactly(LocalDate.of(2028, 2, 29), LocalDate.of(2032, 2, 29));
    }

    @Test
    void parametersMayTakeTheBusinessDate() {
        assertThat(Schedule.text("business-date", LocalDate.of(2028, 3, 1))).isEqualTo("2028-03-01");
        assertThat(Schedule.text("business-date - 1d", LocalDate.of(2028, 3, 1)))
                .isEqualTo("2028-02-29");
        assertThat(Schedule.text("business-date+31d", LocalDate.of(2028, 3, 1))).isEqualTo("2028-04-01");
        assertThat(Schedule.text("the business-date", LocalDate.of(2028, 3, 1))).isEqualTo("the business-date");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T00:59:59Z, 2026-11-22T01:00:00Z, 2026-11-22T05:00:00Z, false",
        "2026-11-22T01:00:00Z, 2026-11-22T01:00:00Z, 2026-11-22T05:00:00Z, true",
        "2026-11-22T04:59:59Z, 2026-11-22T01:00:00Z, 2026-11-22T05:00:00Z, true",
        "2026-11-22T05:00:00Z, 2026-11-23T01:00:00Z, 2026-11-23T05:00:00Z, false",
        // The night of the gap is an hour shorter, that of the overlap an hour longer.
        "2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z, 2026-03-29T04:00:00Z, false",
        "2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T05:00:00Z, true"
    })
    void openHoursBeginAndEndByTheLocalClock(Instant at, Instant from, Instant to, boolean open) {
        Hours london = schedule("cron: \"30 1 * * *\", zone: Europe/London, open: \"01:00-05:00\"")
                .hours();

        assertThat(london.stretch(at)).isEqualTo(new Hours.Stretch(from, to));
        assertThat(london.isOpen(at)).isEqualTo(open);
    }

    @Test
    void hoursOverMidnightAreOneStretch() {
        Hours hours = schedule("cron: \"30 1 * * *\", zone: UTC, open: \"22:00-05:00\"")
                .hours();

        assertThat(hours.stretch(Instant.parse("2026-11-22T02:00:00Z")))
                .isEqualTo(new Hours.Stretch(
                        Instant.parse("2026-11-21T22:00:00Z"), Instant.parse("2026-11-22T05:00:00Z")));
    }

    @Test
    void aNightThatTheClocksSkipIsNone() {
        Hours hours = new Hours(ZoneId.of("Europe/Berlin"), LocalTime.of(2, 10), LocalTime.of(2, 50), List.of());

        assertThat(hours.stretch(Instant.parse("2026-03-28T12:00:00Z")).from())
                .isEqualTo(Instant.parse("2026-03-30T00:10:00Z"));
    }

    @Test
    void blackOutsCloseTheirDaysAndWhatOfANightReachesIntoThem() {
        Hours nights = schedule(
                        "cron: \"30 1 * * *\", zone: UTC, open: \"22:00-05:00\", black-outs: [2026-12-24..2026-12-26]")
                .hours();
        Hours always = schedule("cron: \"30 1 * * *\", zone: UTC, black-outs: [2026-12-24..2026-12-26]")
                .hours();

        assertThat(nights.stretch(Instant.parse("2026-12-23T23:00:00Z")).to())
                .isEqualTo(Instant.parse("2026-12-24T00:00:00Z"));
        assertThat(nights.stretch(Instant.parse("2026-12-24T00:00:00Z")).from())
                .isEqualTo(Instant.parse("2026-12-27T00:00:00Z"));
        assertThat(always.stretch(Instant.parse("2026-12-01T00:00:00Z")).to())
                .isEqualTo(Instant.parse("2026-12-24T00:00:00Z"));
        assertThat(always.stretch(Instant.parse("2026-12-25T00:00:00Z")))
                .isEqualTo(new Hours.Stretch(Instant.parse("2026-12-27T00:00:00Z"), Instant.MAX));
        assertThat(schedule("cron: \"30 1 * * *\", zone: UTC").hours().isOpen(Instant.parse("2026-12-25T00:00:00Z")))
                .isTrue();
    }

    @Test
    void allDayWithoutABreakIsOneStretch() {
        Hours hours = schedule("cron: \"30 1 * * *\", zone: UTC, open: \"00:00-24:00\", black-outs: [2026-12-24]")
                .hours();

        assertThat(hours.stretch(Instant.parse("2026-12-22T10:00:00Z")).to())
                .isEqualTo(Instant.parse("2026-12-24T00:00:00Z"));
    }

    @Test
    void parametersOfADateAreTexts() {
        Schedule schedule = new Schedule(
                new Cron("30 1 * * *"),
                new Hours(ZoneId.of("UTC"), null, null, List.of()),
                Schedule.Misfire.RUN_ONCE,
                Duration.ofDays(7),
                Schedule.Gap.AFTER,
                Schedule.Overlap.FIRST,
                Map.of("cutoff", "business-date - 30d", "note", "x"));

        assertThat(schedule.parametersOn(LocalDate.of(2026, 11, 22)))
                .containsExactly(Map.entry("cutoff", "2026-10-23"), Map.entry("note", "x"));
    }
}
