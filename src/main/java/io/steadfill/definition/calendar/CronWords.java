package io.steadfill.definition.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.scheduling.support.CronExpression;

/**
 * The days of a cron in words, where words say exactly what it does. Which days a field names is asked of the cron's own reader, so that both cannot
 * differ.
 *
 * @param months such as {@code December}; empty where it is every month
 */
record CronWords(String days, String months, boolean daily) {

    private static final LocalTime MORNING = LocalTime.of(5, 0);
    private static final LocalTime EVENING = LocalTime.of(20, 0);
    private static final int NAMED_MAX = 4;
    private static final int RANGE_MIN = 3;
    private static final int MONTHS = 12;
    private static final int DAYS_OF_WEEK = 7;
    private static final int DAYS_OF_MONTH = 31;
    /** A Monday, of a leap year. */
    private static final LocalDate ANY_YEAR = LocalDate.of(2024, 1, 1);

    private static final Map<String, String> MACROS = Map.of(
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    private static final Pattern NTH = Pattern.compile("([0-7]|[A-Z]{3})(?:#([1-4])|(L))");
    private static final List<String> NTHS = List.of("first", "second", "third", "fourth");

    /** Such as {@code Mondays to Fridays at 22:00}; empty where only the cron itself says it. */
    static Optional<String> of(String cron, LocalTime time) {
        String five = MACROS.getOrDefault(cron.strip(), cron.strip());
        String[] fields = five.split("\\s+", -1);
        if (fields.length != 5) {
            return Optional.empty();
        }
        return days(fields[2], fields[3], fields[4].toUpperCase(Locale.ROOT)).map(words -> words.at(time));
    }

    private String at(LocalTime time) {
        String only = months.isEmpty() ? "" : ", " + months + " only";
        if (daily) {
            boolean night = time.isBefore(MORNING) || !time.isBefore(EVENING);
            return (night ? "every night " : "every day ") + time + only;
        }
        return days + " at " + time + only;
    }

    private static Optional<CronWords> days(String dayOfMonth, String month, String dayOfWeek) {
        List<Integer> months = hits("1 " + month + " *", ANY_YEAR.lengthOfYear(), LocalDate::getMonthValue);
        Optional<String> inMonths = months.size() == MONTHS ? Optional.of("") : named(months, MONTHS, CronWords::month);
        if (inMonths.isEmpty()) {
            return Optional.empty();
        }
        Matcher nth = NTH.matcher(dayOfWeek);
        if (nth.matches()) {
            String which = nth.group(3) != null ? "last" : NTHS.get(Integer.parseInt(nth.group(2)) - 1);
            return isAny(dayOfMonth)
                    ? Optional.of(ofMonths(
                            "the " + which + " "
                                    + dayOfWeek(weekdays(nth.group(1)).get(0)),
                            months,
                            inMonths.get()))
                    : Optional.empty();
        }
        if (dayOfMonth.equals("L") && isAny(dayOfWeek)) {
            return Optional.of(ofMonths("the last day", months, inMonths.get()));
        }
        if (letters(dayOfMonth) || dayOfWeek.contains("#") || dayOfWeek.contains("L")) {
            return Optional.empty();
        }
        List<Integer> dates = hits(dayOfMonth + " 1 *", DAYS_OF_MONTH, LocalDate::getDayOfMonth);
        List<Integer> weekdays = weekdays(dayOfWeek);
        boolean everyDate = dates.size() == DAYS_OF_MONTH;
        boolean everyWeekday = weekdays.size() == DAYS_OF_WEEK;
        if (everyDate && everyWeekday) {
            return Optional.of(new CronWords("", inMonths.get(), true));
        }
        if (everyDate) {
            return named(weekdays, DAYS_OF_WEEK, day -> dayOfWeek(day) + "s")
                    .map(days -> new CronWords(days, inMonths.get(), false));
        }
        // A date that some months have not would promise too much.
        boolean always = months.stream()
                .allMatch(one -> dates.get(dates.size() - 1) <= Month.of(one).minLength());
        return everyWeekday && always
                ? named(dates, 0, CronWords::ordinal).map(days -> ofMonths("the " + days, months, inMonths.get()))
                : Optional.empty();
    }

    private static CronWords ofMonths(String days, List<Integer> months, String inMonths) {
        return months.size() == 1
                ? new CronWords(days + " of " + inMonths, "", false)
                : new CronWords(days + " of each month", inMonths, false);
    }

    private static boolean isAny(String field) {
        return field.equals("*") || field.equals("?");
    }

    private static boolean letters(String field) {
        return field.chars().anyMatch(Character::isLetter);
    }

    private static List<Integer> weekdays(String field) {
        return hits("* * " + field, DAYS_OF_WEEK, date -> date.getDayOfWeek().getValue());
    }

    /** What of some days from the first of January on matches. */
    private static List<Integer> hits(String dayFields, int days, ToIntFunction<LocalDate> number) {
        CronExpression expression = CronExpression.parse("0 0 0 " + dayFields);
        LocalDateTime end = ANY_YEAR.plusDays(days).atStartOfDay();
        List<Integer> hits = new ArrayList<>();
        LocalDateTime at = expression.next(ANY_YEAR.atStartOfDay().minusNanos(1));
        while (at != null && at.isBefore(end)) {
            hits.add(number.applyAsInt(at.toLocalDate()));
            at = expression.next(at);
        }
        return hits;
    }

    /**
     * A few by their names, many in a row as a range.
     *
     * @param cycle after how many the first follows again; 0 where it never does
     */
    private static Optional<String> named(List<Integer> numbers, int cycle, IntFunction<String> name) {
        List<Integer> starts = numbers.stream()
                .filter(one -> !numbers.contains(one == 1 ? cycle : one - 1))
                .toList();
        if (numbers.size() >= RANGE_MIN && starts.size() == 1) {
            int last = starts.get(0) + numbers.size() - 1;
            return Optional.of(
                    name.apply(starts.get(0)) + " to " + name.apply(cycle > 0 && last > cycle ? last - cycle : last));
        }
        if (numbers.isEmpty() || numbers.size() > NAMED_MAX) {
            return Optional.empty();
        }
        List<String> names = numbers.stream().map(name::apply).toList();
        int rest = names.size() - 1;
        return Optional.of(
                rest == 0 ? names.get(0) : String.join(", ", names.subList(0, rest)) + " and " + names.get(rest));
    }

    private static String month(int number) {
        return Month.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String dayOfWeek(int number) {
        return DayOfWeek.of(number).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String ordinal(int number) {
        String end = number / 10 == 1
                ? "th"
                : switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return number + end;
    }
}
