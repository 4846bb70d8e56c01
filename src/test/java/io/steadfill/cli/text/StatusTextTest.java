package io.steadfill.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.cli.Terminal;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    private static final Instant START = Instant.parse("2026-11-22T01:30:00Z");

    @Test
    void aRunThatWaitsSaysWhyAndWhatItCost() throws Exception {
        Progress progress = new Progress(
                120_000,
                118_000,
                3,
                8_000,
                1_200,
                48,
                0,
                2,
                "deadlock, again in 40 ms",
                List.of(new Progress.Wait("replica-lag", "replica r1 is 12.3 s behind, limit 5 s", 61_000)),
                61_000,
                Map.of("replica-lag", 61_000L));
        RunStatus run = status(
                RunState.RUNNING,
                null,
                List.of(),
                progress,
                new Partitions(8, 5, 0, 200_000, 120_000, 118_000, 3, 1, 2, 0));

        assertThat(StatusText.of(run)).isEqualTo(Terminal.golden("status-running", StatusText.of(run)));
        assertThat(StatusText.line(run))
                .isEqualTo("names  r-abc  RUNNING  60%  120,000 rows  5/8 partitions  8,000 rows/s  10.0 s left"
                        + "  chunk 1,200/48 ms  waits: replica r1 is 12.3 s behind, limit 5 s");
    }

    @Test
    void aRunThatIsHeldSaysByWhomSinceWhenAndUntilWhen() throws Exception {
        RunStatus run = status(
                RunState.PAUSED,
                null,
                List.of(new Hold(
                        "h", HoldKind.OPERATOR, "bob", "lunch", START.plusSeconds(60), START.plusSeconds(3_660))),
                null,
                null);

        assertThat(StatusText.of(run)).isEqualTo(Terminal.golden("status-paused", StatusText.of(run)));
    }

    @Test
    void aRunThatIsBeingUndoneSaysHowMuchIsLeftAndNoPaceOfItsWalk() throws Exception {
        Progress progress = new Progress(
                0,
                0,
                0,
                8_000,
                1_200,
                48,
                0,
                0,
                null,
                List.of(new Progress.Wait("duty", "it works half of the time", 61_000)),
                61_000,
                Map.of("duty", 61_000L));
        RunStatus run = status(
                RunState.UNDOING,
                null,
                List.of(),
                progress,
                new Partitions(8, 8, 0, 200_000, 200_000, 118_000, 0, 0, 0, 45_000));

        assertThat(StatusText.of(run)).isEqualTo(Terminal.golden("status-undoing", StatusText.of(run)));
        assertThat(StatusText.line(run))
                .isEqualTo("names  r-abc  UNDOING  45,000 rows to put back  waits: it works half of the time");
    }

    @Test
    void aRunThatIsOverSaysWhenAndNoPace() throws Exception {
        RunStatus run = status(
                RunState.COMPLETED,
                START.plusSeconds(185),
                List.of(),
                null,
                new Partitions(8, 8, 1, 200_000, 199_000, 199_000, 0, 0, 0, 0));

        assertThat(StatusText.of(run)).isEqualTo(Terminal.golden("status-completed", StatusText.of(run)));
    }

    private static RunStatus status(
            RunState state, Instant ended, List<Hold> holds, Progress progress, Partitions partitions) {
        return new RunStatus(
                "r-abc",
                "0123456789abcdef",
                "names",
                "shop",
                "customers",
                state,
                state.verbs().stream().map(verb -> verb.word()).toList(),
                Map.of("cutoff", "2020-01-01"),
                START,
                "ada",
                ended,
                null,
                state == RunState.COMPLETED ? "proved: no row is left to do" : null,
                state == RunState.RUNNING ? "host:1:a" : null,
                holds,
                Map.of("duty", "50%"),
                progress,
                partitions,
                null);
    }
}
