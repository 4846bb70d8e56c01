package io.steadfill.definition.file;

import io.steadfill.definition.calendar.BlackOut;
import io.steadfill.definition.calendar.Cron;
import io.steadfill.definition.calendar.Hours;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.parameter.Parameter;
import io.steadfill.definition.parameter.ParameterText;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Tree;
import io.steadfill.problem.Nearest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code schedule} of a job file. */
final class ScheduleReading {

    private static final Pattern OPEN = Pattern.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})");
    private static final Pattern DAYS =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\\.\\.([0-9]{4}-[0-9]{2}-[0-9]{2}))?");
    private static final LocalDate ANY_DAY = LocalDate.of(2024, 1, 1);

    private final Tree.@Nullable Mapping schedule;
    private final List<Parameter> declared;
    private final Complaints complaints;

    ScheduleReading(Tree.Mapping root, List<Parameter> declared, Complaints complaints) {
        this.schedule = root.get("schedule") instanceof Tree.Mapping mapping ? mapping : null;
        this.declared = declared;
        this.complaints = complaints;
    }

    /** Null where the job has none, and after a complaint. */
    @Nullable
    Schedule read() {
        if (schedule == null) {
            return null;
        }
        Optional<Cron> cron = cron(schedule);
        Optional<ZoneId> zone = zone(schedule);
        Optional<LocalTime[]> open = open(schedule);
        Schedule.Misfire misfire = word("misfire", Schedule.Misfire.class, Schedule.Misfire.RUN_ONCE);
        Duration lateness = LimitsReading.duration(schedule.get("max-lateness"), "1m", "366d", complaints)
                .orElse(misfire == Schedule.Misfire.SKIP ? Duration.ofMinutes(15) : Duration.ofDays(7));
        Schedule.Gap gap = word("gap", Schedule.Gap.class, Schedule.Gap.AFTER);
        Schedule.Overlap overlap = word("overlap", Schedule.Overlap.class, Schedule.Overlap.FIRST);
        List<BlackOut> blackOuts = blackOuts(schedule);
        Map<String, String> parameters = parameters(schedule);
        if (cron.isEmpty() || zone.isEmpty()) {
            return null;
        }
        Hours hours = new Hours(
                zone.get(),
                open.map(times -> times[0]).orElse(null),
                open.map(times -> times[1]).orElse(null),
                blackOuts);
        requireOpen(schedule, cron.get(), hours);
        return new Schedule(cron.get(), hours, misfire, lateness, gap, overlap, parameters);
    }

    private Optional<Cron> cron(Tree.Mapping at) {
        if (!(at.get("cron") instanceof Tree.Scalar scalar) || scalar.kind() != Tree.Kind.TEXT) {
            return Optional.empty();
        }
        Optional<String> fault = Cron.fault(scalar.text());
        fault.ifPresent(says -> complaints.add(
                scalar,
                "'schedule.cron' " + scalar.shown() + " " + says,
                "write for example \"30 1 * * *\" for every night at 01:30"));
        return fault.isPresent() ? Optional.empty() : Optional.of(new Cron(scalar.text()));
    }

    private Optional<ZoneId> zone(Tree.Mapping at) {
        if (!(at.get("zone") instanceof Tree.Scalar scalar) || scalar.kind() != Tree.Kind.TEXT) {
            return Optional.empty();
        }
        if (!ZoneId.getAvailableZoneIds().contains(scalar.text())) {
            complaints.add(
                    scalar,
                    "'schedule.zone' " + scalar.shown() + " is no time zone",
                    Nearest.to(scalar.text(), ZoneId.getAvailableZoneIds())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("write a region such as Europe/Berlin, or UTC"));
            return Optional.empty();
        }
        return Optional.of(ZoneId.of(scalar.text()));
    }

    /** Two times; midnight at the end is the day's end. */
    private Optional<LocalTime[]> open(Tree.Mapping at) {
        if (!(at.get("open") instanceof Tree.Scalar scalar)) {
            return Optional.empty();
        }
        Matcher matcher = OPEN.matcher(scalar.text());
        if (scalar.kind() != Tree.Kind.TEXT || complaints.has(scalar.path()) || !matcher.matches()) {
            return Optional.empty();
        }
        LocalTime opens = LocalTime.parse(matcher.group(1));
        LocalTime closes = matcher.group(2).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(matcher.group(2));
        if (matcher.group(1).equals(matcher.group(2))) {
            complaints.add(
                    scalar,
                    "'schedule.open' " + scalar.shown() + " is never open",
                    "leave it out if the job may work at any time");
            return Optional.empty();
        }
        boolean isAllDay = opens.equals(LocalTime.MIDNIGHT) && closes.equals(LocalTime.MIDNIGHT);
        return isAllDay ? Optional.empty() : Optional.of(new LocalTime[] {opens, closes});
    }

    private List<BlackOut> blackOuts(Tree.Mapping at) {
        List<BlackOut> all = new ArrayList<>();
        if (at.get("black-outs") instanceof Tree.Listing listing) {
            for (Tree one : listing.values()) {
                if (one instanceof Tree.Scalar scalar && !complaints.has(scalar.path())) {
                    blackOut(scalar).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private Optional<BlackOut> blackOut(Tree.Scalar scalar) {
        Matcher matcher = DAYS.matcher(scalar.text());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate from = LocalDate.parse(matcher.group(1));
            LocalDate to = matcher.group(2) == null ? from : LocalDate.parse(matcher.group(2));
            if (to.isBefore(from)) {
                complaints.add(
                        scalar,
                        "the black-out " + scalar.shown() + " ends before it begins",
                        "write " + to + ".." + from);
                return Optional.empty();
            }
            return Optional.of(new BlackOut(from, to));
        } catch (DateTimeException e) {
            complaints.add(scalar, scalar.shown() + " is no day of the calendar", "write a date such as 2026-12-24");
            return Optional.empty();
        }
    }

    private Map<String, String> parameters(Tree.Mapping at) {
        Map<String, String> texts = new TreeMap<>();
        Tree.Mapping given = at.get("parameters") instanceof Tree.Mapping mapping ? mapping : null;
        List<String> names = declared.stream().map(Parameter::name).toList();
        if (given != null) {
            given.values().forEach((name, value) -> {
                if (!names.contains(name)) {
                    complaints.add(
                            given.placeOf(name),
                            given.path() + "." + name,
                            "the job has no parameter '" + name + "'",
                            names.isEmpty() ? "declare it under 'parameters'" : Nearest.cure(name, names));
                } else if (value instanceof Tree.Scalar scalar) {
                    texts.put(name, scalar.text());
                }
            });
        }
        for (Parameter parameter : declared) {
            check(at, given, parameter, texts.get(parameter.name()));
        }
        return texts;
    }

    private void check(Tree.Mapping at, Tree.@Nullable Mapping given, Parameter parameter, @Nullable String text) {
        String type = parameter.type().name().toLowerCase(Locale.ROOT);
        if (text == null && parameter.fallback() == null) {
            complaints.add(
                    given == null ? at.place() : given.place(),
                    "schedule.parameters." + parameter.name(),
                    "the parameter '" + parameter.name() + "' has no default and no value here",
                    "write 'parameters: { " + parameter.name() + ": ... }' in 'schedule'");
        }
        Tree value = given == null ? null : given.get(parameter.name());
        if (text != null
                && value != null
                && ParameterText.parse(parameter.type(), Schedule.text(text, ANY_DAY))
                        .isEmpty()) {
            complaints.add(
                    value,
                    "'" + value.path() + "' is of type " + type + ", not " + value.shown(),
                    "write " + ParameterText.expected(parameter.type())
                            + (parameter.type() == Parameter.Type.DATE
                                    ? ", or business-date, or business-date - 30d"
                                    : ""));
        }
    }

    /** A run that is due in closed hours would wait for most of a day: nobody means that. */
    private void requireOpen(Tree.Mapping at, Cron cron, Hours hours) {
        LocalTime opens = hours.opens();
        LocalTime closes = hours.closes();
        if (opens == null || closes == null) {
            return;
        }
        LocalTime time = cron.time();
        boolean isOpen = closes.isAfter(opens)
                ? !time.isBefore(opens) && time.isBefore(closes)
                : !time.isBefore(opens) || time.isBefore(closes);
        Tree open = at.get("open");
        if (!isOpen && open != null) {
            complaints.add(
                    open,
                    "the schedule fires at " + time + ", when " + open.shown() + " is closed",
                    "move one of the two");
        }
    }

    private <E extends Enum<E>> E word(String key, Class<E> type, E otherwise) {
        if (schedule != null && schedule.get(key) instanceof Tree.Scalar scalar) {
            for (E one : type.getEnumConstants()) {
                if (one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(scalar.text())) {
                    return one;
                }
            }
        }
        return otherwise;
    }
}
