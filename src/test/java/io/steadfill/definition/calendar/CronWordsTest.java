package io.steadfill.definition.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cron says in words is what it does, and where no words do the cron stands for itself. */
class CronWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 1 * * *|every night 01:30",
                "30 22 ? * ?|every night 22:30",
                "15 5 * * *|every day 05:15",
                "@daily|every night 00:00",
                "0 22 * * 1-5|Mondays to Fridays at 22:00",
                "0 22 * * MON,TUE,WED,THU,FRI|Mondays to Fridays at 22:00",
                "30 1 * * 0|Sundays at 01:30",
                "30 1 * * 7|Sundays at 01:30",
                "@weekly|Sundays at 00:00",
                "0 3 * * sat,sun|Saturdays and Sundays at 03:00",
                "0 3 * * SUN-TUE|Sundays to Tuesdays at 03:00",
                "0 3 * * 1,3,5|Mondays, Wednesdays and Fridays at 03:00",
                "0 2 1 * *|the 1st of each month at 02:00",
                "@monthly|the 1st of each month at 00:00",
                "0 2 1,15 * *|the 1st and 15th of each month at 02:00",
                "0 2 1-7 * *|the 1st to 7th of each month at 02:00",
                "0 2 2,3,11,22 * *|the 2nd, 3rd, 11th and 22nd of each month at 02:00",
                "0 2 L * *|the last day of each month at 02:00",
                "0 2 31 12 *|the 31st of December at 02:00",
                "@yearly|the 1st of January at 00:00",
                "0 2 * * 5L|the last Friday of each month at 02:00",
                "0 2 * * TUE#2|the second Tuesday of each month at 02:00",
                "0 2 * 12 *|every night 02:00, December only",
                "0 2 * NOV-JAN *|every night 02:00, November to January only",
                "0 2 1 */3 *|the 1st of each month at 02:00, January, April, July and October only",
                "0 2 * 4-6 SUN|Sundays at 02:00, April to June only"
            })
    void daysAreSaidAsPeopleSayThem(String cron, String words) {
        // Ranges over the year's end are written as lists, which the reader takes.
        assertThat(new Cron(cron.replace("NOV-JAN", "1,11,12")).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 2 13 * 5",
                "0 2 */2 * *",
                "0 2 15W * *",
                "0 2 LW * *",
                "0 2 L-3 * *",
                "0 2 31 * *",
                "0 2 29 2 *",
                "0 2 * * MON#5",
                "0 2 * * 5L,1",
                "0 2 25-31 * 5L",
                "0 2 * 1,3,5,7,9,11 *"
            })
    void whatHasNoHonestWordsIsLeftAsItIs(String cron) {
        assertThat(new Cron(cron).words()).isEqualTo(cron);
    }

    private static Stream<Arguments> meant() {
        return Stream.of(
                Arguments.of("0 22 * * 1-5", (Predicate<LocalDate>)
                        date -> !Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).contains(date.getDayOfWeek())),
                Arguments.of("0 2 * * TUE#2", (Predicate<LocalDate>)
                        date -> date.getDayOfWeek() == DayOfWeek.TUESDAY && (date.getDayOfMonth() - 1) / 7 == 1),
                Arguments.of("0 2 1 */3 *", (Predicate<LocalDate>) date -> date.getDayOfMonth() == 1
                        && Set.of(Month.JANUARY, Month.APRIL, Month.JULY, Month.OCTOBER)
                                .contains(date.getMonth())),
                Arguments.of("0 2 L * *", (Predicate<LocalDate>) date -> date.getDayOfMonth() == date.lengthOfMonth()));
    }

    @ParameterizedTest
    @MethodSource("meant")
    void theDaysOfThreeYearsAreThoseThatTheWordsName(String cron, Predicate<LocalDate> named) {
        Cron read = new Cron(cron);
        LocalDate begin = LocalDate.of(2026, 1, 1);
        begin.datesUntil(begin.plusYears(3))
                .forEach(date -> assertThat(
                                read.onOrAfter(date).filter(date::equals).isPresent())
                        .as(cron + " on " + date)
                        .isEqualTo(named.test(date)));
    }

    @Test
    void spacesAroundMakeNoDifference() {
        assertThat(new Cron("  30  1 * * * ").words()).isEqualTo("every night 01:30");
    }
}
