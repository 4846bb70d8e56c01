package io.steadfill.run.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.steadfill.definition.calendar.BlackOut;
import io.steadfill.definition.calendar.Hours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Hours NIGHTS =
            new Hours(ZoneId.of("Europe/London"), LocalTime.of(1, 0), LocalTime.of(5, 0), List.of());

    @Test
    void countsOnlyTheOpenHours() {
        // 4 hours a night at 1,000 rows a second are 14.4 million rows.
        Forecast forecast = Forecast.of(48_960_000, 1_000, NIGHTS, Instant.parse("2026-11-22T12:00:00Z"))
                .orElseThrow();

        assertThat(forecast.nights()).isEqualTo(3.4, within(0.001));
        assertThat(forecast.says()).isEqualTo("needs 3.4 nights, ends Thu 26 Nov 02:36");
    }

    @Test
    void countsWhatIsLeftOfTheNightAndLeavesOutBlackOuts() {
        Hours hours = new Hours(
                NIGHTS.zone(),
                NIGHTS.opens(),
                NIGHTS.closes(),
                List.of(new BlackOut(LocalDate.of(2026, 11, 23), LocalDate.of(2026, 11, 25))));

        assertThat(Forecast.of(10_800_000, 1_000, hours, Instant.parse("2026-11-22T03:00:00Z"))
                        .orElseThrow()
                        .ends())
                .isEqualTo(Instant.parse("2026-11-26T02:00:00Z"));
    }

    @Test
    void endsInOneGoWhereItIsAlwaysOpen() {
        assertThat(Forecast.of(3_600, 1, null, Instant.parse("2026-11-22T03:00:00Z"))
                        .orElseThrow()
                        .says())
                .isEqualTo("ends Sun 22 Nov 04:00");
    }

    @Test
    void saysNothingWhereNothingWasMeasured() {
        assertThat(Forecast.of(100, 0, NIGHTS, Instant.EPOCH)).isEmpty();
        assertThat(Forecast.of(0, 10, NIGHTS, Instant.EPOCH)).isEmpty();
    }
}
