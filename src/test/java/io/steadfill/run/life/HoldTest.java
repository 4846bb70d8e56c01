package io.steadfill.run.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldTest {

    private static final Instant NOON = Instant.parse("2026-11-19T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPERATOR | Held by ada: because. It goes on when somebody resumes it.",
                "ENGINE | Held by ada: because. It goes on when somebody resumes it.",
                "CANARY | Held by ada: because. It goes on when somebody resumes it.",
                "STOP | Held by ada: because. It goes on when somebody lifts that stop.",
                "APPROVAL | A second person has to approve it: because. It goes on when a second person approves it.",
                "WINDOW | Held by ada: because. It goes on by itself, when that is over.",
                "DEPENDENCY | Held by ada: because. It goes on by itself, when that is over.",
                "CAPACITY | Held by ada: because. It goes on by itself, when that is over."
            })
    void saysWhatEndsIt(HoldKind kind, String says) {
        assertThat(said(hold(kind, "because", null))).isEqualTo(says);
    }

    @Test
    void goesByItselfWhereItHasAnEnd() {
        assertThat(said(hold(HoldKind.STOP, "because", NOON)))
                .isEqualTo("Held by ada: because. It goes on by itself at 2026-11-19T12:00:00Z.");
    }

    @Test
    void ofSeveralTheHardestToGetRidOfIsSpokenOf() {
        Hold hours = hold(HoldKind.WINDOW, "closed", null);
        Hold pause = hold(HoldKind.OPERATOR, "by hand", null);
        Hold stop = hold(HoldKind.STOP, "checkout is slow", null);
        Hold soon = hold(HoldKind.STOP, "for a while", NOON);
        Hold later = hold(HoldKind.OPERATOR, "for longer", NOON.plusSeconds(60));

        assertThat(said(hours, pause, stop))
                .isEqualTo(
                        "Held by ada: checkout is slow. It goes on when somebody lifts that stop, if no other hold is"
                                + " left then.");
        assertThat(Hold.hardest(List.of(hours, pause, soon))).contains(pause);
        assertThat(Hold.hardest(List.of(soon, hours))).contains(hours);
        assertThat(Hold.hardest(List.of(later, soon))).contains(later);
        assertThat(Hold.hardest(List.of())).isEmpty();
    }

    private static String said(Hold... holds) {
        return Hold.says(List.of(holds), Instant::toString);
    }

    private static Hold hold(HoldKind kind, String why, @Nullable Instant expires) {
        return new Hold(
                kind + why, kind, "ada", kind == HoldKind.APPROVAL ? Hold.asking("a-1", why) : why, NOON, expires);
    }
}
