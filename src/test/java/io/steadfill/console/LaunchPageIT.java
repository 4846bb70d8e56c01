package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job's parameters and plan, and what is copied from there. */
@ExtendWith(OnConsole.class)
class LaunchPageIT {

    private final ConsoleStage stage;

    LaunchPageIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void whatALinkGivesIsOneWordOfTheShellAndNoCommand() throws Exception {
        String value = "7'; echo pasted; echo 'x $(echo pasted)";
        Page page = stage.chromium.as("ada");
        page.navigate("/jobs/slow/launch?p.note=" + encoded(value));

        assertThat(shell(page.locator("#launch-cli").textContent()))
                .isEqualTo("<-jar><steadfill.jar><run><slow><--param><note=" + value + ">");
        assertThat(shell(page.locator("#launch-curl").textContent()))
                .contains("<--json><{\"parameters\":{\"note\":\"" + value + "\"}}><" + stage.served.root());
        page.context().close();
    }

    @Test
    void theAddressOfASampleLeadsBackToThePage() {
        Page page = stage.chromium.as("ada");
        page.navigate("/jobs/slow/launch/sample");

        assertThat(page.locator("h1")).hasText("Launch slow");
        page.context().close();
    }

    /** What a shell's commands are given, each in brackets. */
    private static String shell(String line) throws IOException, InterruptedException {
        String told = "told() { printf '<%s>' \"$@\"; }; java() { told \"$@\"; }; curl() { told \"$@\"; };"
                + " uuidgen() { echo 1; };\n";
        Process shell = new ProcessBuilder("sh", "-c", told + line)
                .redirectErrorStream(true)
                .start();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
