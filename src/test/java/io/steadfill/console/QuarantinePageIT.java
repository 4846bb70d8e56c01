package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.steadfill.testing.Await;
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
    void onlyTheRowsThatWereChosenAreTriedAgain() {
        stage.served.target.execute("update item set tokens = ''");
        String run = stage.served.awaitState(stage.served.launch("twice"), "QUARANTINED");
        Page page = stage.chromium.as("ada");
        page.navigate("/runs/" + run + "/quarantine");
        assertThat(page.locator("h1")).hasText("2 rows in quarantine");
        page.click("button:has-text('Retry')");
        assertThat(page.locator("main")).containsText("no row was selected");

        page.navigate("/runs/" + run + "/quarantine");
        page.check("tr:has(th:has-text('8')) input[name=row]");
        page.click("button:has-text('Retry')");
        assertThat(page.locator(".verdict.ok")).containsText("tries 1 row again");
        awaitTries(run, 3);
        page.navigate("/runs/" + run + "/quarantine");
        assertThat(page.locator("tr:has(th:has-text('8')) td[data-label=Tries]"))
                .hasText("2");
        assertThat(page.locator("tr:has(th:has-text('7')) td[data-label=Tries]"))
                .hasText("1");

        page.check("input[value=all]");
        page.click("button:has-text('Retry')");
        assertThat(page.locator(".verdict.ok")).containsText("tries 2 rows again");
        awaitTries(run, 5);
        page.navigate("/runs/" + run + "/quarantine");
        assertThat(page.locator("tr:has(th:has-text('7')) td[data-label=Tries]"))
                .hasText("2");
        stage.cancel(run);
        page.context().close();
    }

    /** Together for all rows, and the run is over again. */
    private void awaitTries(String run, int tries) {
        Await.until(
                tries + " tries",
                () -> stage.served.target.count(
                                "select sum(attempts) from steadfill.quarantine where run_id = '" + run + "'")
                        == tries);
        stage.served.awaitState(run, "QUARANTINED");
    }

    @Test
    void anOldRunIsFoundHoweverManyCameAfterIt() {
        String run = stage.quarantined();
        insertLike(run, "'r-later' || g", "database_name, definition_text", "COMPLETED", 60);
        try {
            Page page = stage.chromium.as("ada");
            page.navigate("/quarantine");
            assertThat(page.locator("tr:has(a[href='/runs/" + run + "/quarantine']) td[data-label='Open rows']"))
                    .hasText("1");
            page.context().close();
        } finally {
            stage.served.control.execute("delete from steadfill_control_run where run_id like 'r-later%'");
        }
    }

    @Test
    void whatAServerThatIsAwayHoldsIsNotKnown() {
        String run = stage.quarantined();
        insertLike(
                run,
                "'r-awayaway'",
                "'away', replace(definition_text, 'database: shop', 'database: away')",
                "QUARANTINED",
                1);
        try {
            Page page = stage.chromium.as("ada");
            page.navigate("/quarantine");
            assertThat(page.locator("tr:has-text('r-awayaway') td[data-label='Open rows']"))
                    .hasText("not known");
            assertThat(page.locator("main")).not().containsText("No row is in quarantine.");
            page.context().close();
        } finally {
            stage.served.control.execute("delete from steadfill_control_run where run_id = 'r-awayaway'");
        }
    }

    /** Runs a second younger. */
    private void insertLike(String run, String id, String where, String stageName, int many) {
        stage.served.control.execute(
                "insert into steadfill_control_run (run_id, job, database_name, definition_text, table_name,"
                        + " definition_hash, parameters, started_by, started_at, ended_at, stage) select " + id
                        + ", job, "
                        + where
                        + ", table_name, definition_hash, parameters, started_by, started_at + interval '1 second',"
                        + " ended_at, '" + stageName + "' from steadfill_control_run, generate_series(1, " + many
                        + ") g where run_id = '" + run + "'");
    }

    @Test
    void rowsAreNotSettledWhileTheRunIsWorkedOn() {
        String run = stage.quarantined();
        Page page = stage.chromium.as("ada");
        stage.served.control.execute("update steadfill_control_run set stage = 'WORKING', owner = 'another',"
                + " heartbeat_at = current_timestamp + interval '1 hour' where run_id = '" + run + "'");
        try {
            page.navigate("/runs/" + run + "/quarantine");
            assertThat(page.locator("h1")).hasText("1 row in quarantine");
            assertThat(page.locator("aside")).containsText("pause it, or wait for its end");
            assertThat(page.locator("#h-waive, #h-retry, input[name=row]")).hasCount(0);
        } finally {
            stage.served.control.execute(
                    "update steadfill_control_run set stage = 'QUARANTINED', owner = null where run_id = '" + run
                            + "'");
        }
        page.navigate("/runs/" + run + "/quarantine");
        assertThat(page.locator("#h-waive, #h-retry, input[name=row]")).hasCount(3);
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
