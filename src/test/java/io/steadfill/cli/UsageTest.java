package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @CsvSource({
        "no-command, ''",
        "unknown-command, rnu normalise-phones",
        "unknown-command-far, frobnicate",
        "unknown-option, run normalise-phones --parm a=b",
        "unknown-subcommand, schema expnd x",
        "missing-job, run",
        "missing-subcommand, quarantine",
        "wrong-output, runs -o yaml",
        "wrong-number, runs --last many",
        "wrong-time, pause r-1 --for soon",
        "too-much, status r-1 r-2",
        "waive-what, quarantine waive r-1 --why x",
        "no-config, runs --config nowhere.yaml",
        "no-jobs, validate --offline --jobs nowhere",
        "json-usage, rnu -o json",
        "json-usage, rnu --output=json",
        "json-usage, rnu -o=json",
        "json-usage, rnu -ojson",
        "json-usage, rnu -vo JSON",
    })
    void aMistakeIsToldWithWhatToWriteInstead(String name, String line) throws Exception {
        Terminal.Answer answer = Terminal.sayOffline(Terminal.words(line));

        assertThat(answer.text()).isEqualTo(Terminal.golden(name, answer.text()));
        assertThat(answer.code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "help, --help",
        "help-run, help run",
        "help-validate, help validate",
        "help-tune, help tune",
        "help-quarantine, help quarantine",
        "help-database, database init --help",
    })
    void helpGoesToStdoutAndEndsWell(String name, String line) throws Exception {
        Terminal.Answer answer = Terminal.sayOffline(Terminal.words(line));

        assertThat(answer.text()).isEqualTo(Terminal.golden(name, answer.text()));
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pause r-1 --for 30",
                "stop-all --everything --why x --for 30",
                "schedule pause names --why x --for 0s",
                "standing give names --hash x --why x --for=-5m",
                "access token add ada x --grant admin --lasts 99999999999999999999d",
                "run names --url http://127.0.0.1:1 --wait soon",
                "run names --url http://127.0.0.1:1 --wait=30",
                "status r-1 --url http://127.0.0.1:1 --wait 0m",
            })
    void aTimeHasAUnitAndIsAboveZero(String line) {
        Terminal.Answer answer = Terminal.sayOffline(Terminal.words(line));

        assertThat(answer.code()).as(answer.text()).isEqualTo(2);
        assertThat(answer.err()).contains("is no time: write it like 30s, 15m or 2h");
    }

    @Test
    void aJobNamedJsonAsksForNoDocument() {
        Terminal.Answer wrong = Terminal.sayOffline("status", "json", "r-2");
        Terminal.Answer refused = Terminal.sayOffline("run", "json", "--wait");

        assertThat(wrong.err()).contains("error: 'r-2' is too much");
        assertThat(refused.err()).contains("error: --wait");
        assertThat(wrong.out() + refused.out()).isEmpty();
    }

    @Test
    void aRefusalIsADocumentHoweverThatIsAskedFor() {
        for (String asked : List.of("-o=json", "-oJSON", "--output=Json")) {
            Terminal.Answer refused = Terminal.sayOffline("run", "names", "--wait", asked);

            assertThat(refused.out()).as(asked).contains("\"code\" : \"usage\"");
            assertThat(refused.err()).as(asked).isEmpty();
        }
    }

    @Test
    void whatIsNotBuiltYetIsNotOffered() {
        for (String word : new String[] {"lint", "profile", "new"}) {
            Terminal.Answer answer = Terminal.sayOffline(word);

            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err()).contains("unknown command '" + word + "'");
        }
    }
}
