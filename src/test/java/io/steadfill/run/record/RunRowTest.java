package io.steadfill.run.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.chunk.Gate;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRowTest {

    @ParameterizedTest
    @CsvSource({
        // stage, word, alive, hold, state
        "NEW, GO, false, , PENDING",
        "NEW, GO, false, WINDOW, WAITING",
        "NEW, GO, false, APPROVAL, WAITING",
        "NEW, GO, false, OPERATOR, PAUSED",
        "WORKING, GO, true, , RUNNING",
        "WORKING, GO, true, OPERATOR, PAUSING",
        "WORKING, GO, true, WINDOW, RUNNING",
        "WORKING, CANCEL, true, OPERATOR, CANCELLING",
        "WORKING, GO, false, , INTERRUPTED",
        "WORKING, GO, false, OPERATOR, PAUSED",
        "WORKING, CANCEL, false, , CANCELLING",
        "VERIFYING, GO, true, , VERIFYING",
        "VERIFYING, GO, false, , INTERRUPTED",
        "PAUSED, GO, false, OPERATOR, PAUSED",
        "PAUSED, GO, false, ENGINE, PAUSED",
        "PAUSED, GO, false, , PENDING",
        "PAUSED, CANCEL, false, OPERATOR, CANCELLING",
        "INTERRUPTED, GO, false, , INTERRUPTED",
        "INTERRUPTED, GO, false, OPERATOR, PAUSED",
        "FAILED, GO, false, , FAILED",
        "QUARANTINED, GO, false, , QUARANTINED",
        "COMPLETED, GO, false, OPERATOR, COMPLETED",
        "CANCELLED, GO, false, , CANCELLED",
        "UNDOING, GO, true, , UNDOING",
        "UNDOING, GO, false, , UNDOING",
        "UNDONE, GO, false, , UNDONE",
    })
    void stateIsDerivedFromStageWordLeaseAndHolds(
            Stage stage, Gate.Word word, boolean alive, HoldKind hold, RunState state) {
        assertThat(row(stage, word, alive, hold).state()).isEqualTo(state);
    }

    private static RunRow row(Stage stage, Gate.Word word, boolean alive, HoldKind hold) {
        Instant now = Instant.EPOCH;
        return new RunRow(
                "r-1",
                "job",
                "shop",
                "t",
                "hash",
                "text",
                "{}",
                now,
                "ada",
                null,
                1,
                word,
                stage,
                alive ? "host:1:a" : null,
                1,
                alive,
                now,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                hold == null ? List.of() : List.of(new Hold("h", hold, "ada", "lunch", now, null)));
    }
}
