package io.steadfill.definition.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When a job runs by itself. Its key is the local date, the business date: at most one run a job and date.
 *
 * @param maxLateness a run that could not begin within this time of its due time is missed
 * @param parameters texts by name; one may be taken from the business date
 */
public record Schedule(
        Cron cron,
        Hours hours,
        Misfire misfire,
        Duration maxLateness,
        Gap gap,
        Overlap overlap,
        Map<String, String> parameters) {

    private static final int DAYS_FORESEEN = 366;
    private static final Pattern FROM_DATE = Pattern.compile("business-date(?: *([+-]) *([0-9]{1,5})d)?");

    public Schedule {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** What becomes of dates whose time passed while nobody was there to begin them. */
    public enum Misfire {
        /** The newest of them runs; the others are missed. */
        RUN_ONCE,
        /** None runs. */
        SKIP,
        /** All run, one after the other, the oldest first. */
        RUN_ALL
    }

    /** When the clocks skip the time of a day. */
    public enum Gap {
        /** It runs at the first instant after the gap. */
        AFTER,
        /** That day has no run. */
        SKIP
    }

    /** When the clocks go through the time of a day twice; it runs once in any case. */
    public enum Overlap {
        FIRST,
        SECOND
    }

    /** One date and the instant at which its run is due. */
    public record Due(LocalDate date, Instant at) {}

    /** A date on which the clocks change the time of a run, and what becomes of it. */
    public record ClockChange(LocalDate date, String says) {}

    /** When the run of a date is due; empty where the date has none. */
    public Optional<Instant> due(LocalDate date) {
        if (cron.onOrAfter(date).filter(date::equals).isEmpty()) {
            return Optional.empty();
        }
        LocalDateTime local = date.atTime(cron.time());
        ZoneOffsetTransition change = hours.zone().getRules().getTransition(local);
        if (change != null && change.isGap() && gap == Gap.SKIP) {
            return Optional.empty();
        }
        if (change != null && change.isOverlap() && overlap == Overlap.SECOND) {
            return Optional.of(local.toInstant(change.getOffsetAfter()));
        }
        return Optional.of(Hours.instant(local, hours.zone()));
    }

    /** The first that is due after an instant; black-out dates are among them. Empty where none follows. */
    public Optional<Due> next(Instant after) {
        // A gap can move a due time into the next local day, never further.
        LocalDate day = after.atZone(hours.zone()).toLocalDate().minusDays(1);
        Optional<LocalDate> date = cron.onOrAfter(day);
        while (date.isPresent()) {
            LocalDate one = date.get();
            Optional<Instant> at = due(one).filter(instant -> instant.isAfter(after));
            if (at.isPresent()) {
                return Optional.of(new Due(one, at.get()));
            }
            date = cron.onOrAfter(one.plusDays(1));
        }
        return Optional.empty();
    }

    /** What the clocks do to a date's run, in words; empty where its time comes once on that date, as mostly. */
    public Optional<String> unusual(LocalDate date) {
        LocalDateTime local = date.atTime(cron.time());
        ZoneOffsetTransition change = hours.zone().getRules().getTransition(local);
        if (change == null) {
            return Optional.empty();
        }
        if (change.isOverlap()) {
            return Optional.of(local.toLocalTime() + " comes twice on that date: it runs the "
                    + overlap.name().toLowerCase(Locale.ROOT) + " time");
        }
        return Optional.of("no " + local.toLocalTime() + " on that date: "
                + due(date)
                        .map(at -> "it runs at " + at.atZone(hours.zone()).toLocalTime())
                        .orElse("it does not run"));
    }

    /** The dates of the year after an instant whose runs the clocks change, the nearest first. */
    public List<ClockChange> clockChanges(Instant after) {
        List<ClockChange> all = new ArrayList<>();
        Instant end = after.plus(Duration.ofDays(DAYS_FORESEEN));
        ZoneOffsetTransition change = hours.zone().getRules().nextTransition(after);
        while (change != null && change.getInstant().isBefore(end)) {
            // One at midnight touches two dates.
            Stream.of(change.getDateTimeBefore(), change.getDateTimeAfter())
                    .map(LocalDateTime::toLocalDate)
                    .distinct()
                    .sorted()
                    .filter(date -> cron.onOrAfter(date).filter(date::equals).isPresent())
                    .forEach(date -> unusual(date).ifPresent(says -> all.add(new ClockChange(date, says))));
            change = hours.zone().getRules().nextTransition(change.getInstant());
        }
        return all;
    }

    /** The parameters of a date's run. */
    public Map<String, String> parametersOn(LocalDate date) {
        Map<String, String> texts = new TreeMap<>();
        parameters.forEach((name, text) -> texts.put(name, text(text, date)));
        return texts;
    }

    public static String text(String text, LocalDate date) {
        Matcher matcher = FROM_DATE.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        long days = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2));
        return date.plusDays("-".equals(matcher.group(1)) ? -days : days).toString();
    }
}
