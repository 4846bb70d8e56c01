package io.steadfill.chunk.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.Failure;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.Mask;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What of a server's words is kept with a run. */
class ServerWordsTest {

    private static final SQLException OWN =
            new SQLException("ERROR: permission denied for table customer\n  Detail: jane@example.com", "42501");
    private static final SQLException TRIGGER = new SQLException(
            "ERROR: jane@example.com is closed\n  Where: PL/pgSQL function closed() line 3 at RAISE", "42501");
    private static final SQLException SIGNAL = new SQLException("jane@example.com is closed", "42000", 1644);
    private static final Mask MASK = new Mask(List.of(new Identifier("email")));

    @Test
    void theServersOwnFirstLineIsKept() {
        assertThat(ServerWords.of(OWN, Mask.NONE)).isEqualTo("ERROR: permission denied for table customer");
    }

    @Test
    void theWordsOfATriggerAreNot() {
        assertThat(ServerWords.of(TRIGGER, Mask.NONE))
                .startsWith("SQLSTATE 42501;")
                .doesNotContain("jane");
        assertThat(ServerWords.of(SIGNAL, Mask.NONE))
                .startsWith("SQLSTATE 42000;")
                .doesNotContain("jane");
    }

    @Test
    void aJobThatMasksKeepsNone() {
        assertThat(ServerWords.of(OWN, MASK)).startsWith("SQLSTATE 42501;").doesNotContain("customer");
    }

    @Test
    void whatIsSaidOfAConnectionOrAFullDiskIsKeptOfEveryJob() {
        assertThat(ServerWords.of(new SQLException("Connection refused", "08001"), MASK))
                .isEqualTo("Connection refused");
        assertThat(ServerWords.of(new SQLException("could not extend file: No space left", "53100"), MASK))
                .contains("No space left");
        assertThat(ServerWords.of(new SQLException("value jane@example.com", "HY000"), MASK))
                .doesNotContain("jane");
    }

    @Test
    void noHoldAndNoRetrySaysMore() {
        Recovery recovery = new Recovery(new Random(1), true, Mask.NONE);

        assertThat(List.of(Failure.DRIFT, Failure.PRIVILEGE, Failure.RESOURCE))
                .allSatisfy(failure -> assertThat(
                                recovery.after(failure, TRIGGER, 100).says())
                        .contains("SQLSTATE 42501")
                        .doesNotContain("jane"));
    }
}
