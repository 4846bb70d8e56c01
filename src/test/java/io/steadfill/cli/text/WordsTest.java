package io.steadfill.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void durationsGrowWithTheirUnit() {
        assertThat(Words.duration(Duration.ofMillis(48))).isEqualTo("48 ms");
        assertThat(Words.duration(Duration.ofMillis(4_230))).isEqualTo("4.2 s");
        assertThat(Words.duration(Duration.ofSeconds(185))).isEqualTo("3:05 min");
        assertThat(Words.duration(Duration.ofSeconds(7_384))).isEqualTo("2:03:04 h");
    }

    @Test
    void tablesAlignWordsLeftAndNumbersRight() {
        TextTable table = new TextTable("JOB", "ROWS").row("a", "1,000").row("longer", "7");

        assertThat(table.toString()).isEqualTo("""
                        JOB      ROWS
                        a       1,000
                        longer      7
                        """);
    }

    @Test
    void factsWithoutValueAreLeftOut() {
        assertThat(new FactsText()
                        .fact("run", "r-1")
                        .fact("ended", null)
                        .fact("state", "RUNNING")
                        .toString())
                .isEqualTo("run    r-1\nstate  RUNNING\n");
    }
}
