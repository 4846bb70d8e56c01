package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that a run set aside, in the browser. */
@ExtendWith(OnConsole.class)
class QuarantinePageIT {

    private static final double RUN_LIMIT_MILLIS = 60_000;

    private final ConsoleStage stage;

    QuarantinePageIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void quarantinedRowsAreWaivedWithAReason() {
        String run = stage.quarantined();
        Page page = stage.chromium.as("ada");
        page.navigate("/quarantine");
        page.click("a[href='/runs/" + run + "/quarantine']");
        assertThat(page.locator("h1")).hasText("1 row in quarantine");
        page.check("input[name=row]");
        page.fill("#wr", "nobody needs it");
        page.fill("#wn", "refused");
        page.click("button.danger");
        assertThat(page.locator(".verdict.ok")).containsText("1 row waived");
        page.navigate("/runs/" + run);
        page.click("main button:has-text('Resume')");
        assertThat(page.locator("#now"))
                .containsText("Completed", new LocatorAssertions.ContainsTextOptions().setTimeout(RUN_LIMIT_MILLIS));
        assertThat(stage.served.target.column(String.class, "select tokens from item where id = 7"))
                .containsExactly("nothing");
        page.context().close();
    }

    @Test
    void rowsAreChosenByReasonAndTakenAlongAsATable() {
        String run = stage.quarantined();
        Page page = stage.chromium.as("ada");
        page.navigate("/runs/" + run + "/quarantine");
        assertThat(page.locator("nav[aria-label=Reasons]")).containsText("Refused by the database");
        page.click("nav[aria-label=Reasons] a >> nth=1");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page.locator("section:has(#h-waive)")).containsText("tokens = 'nothing'");
        String table = page.waitForDownload(() -> page.click("a:has-text('spreadsheet')"))
                .suggestedFilename();
        assertThat(table).isEqualTo("quarantine-" + run + ".csv");

        page.check("input[value=reason]");
        page.fill("#wr", "nobody needs it");
        page.fill("#wn", "refused");
        page.click("button.danger");
        assertThat(page.locator(".verdict.ok")).containsText("1 row waived");
        page.context().close();
    }

    @Test
    void valuesAreNotShownToWhomTheyAreNotFor() {
        String run = stage.quarantined();
        Page page = stage.chromium.as("vic");
        page.navigate("/runs/" + run + "/quarantine");
        assertThat(page.locator("main")).containsText("Keys and errors are masked");
        assertThat(page.locator("tbody")).containsText("***");
        assertThat(page.locator("tbody")).not().containsText("too long");
        page.context().close();
    }
}
