package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steadfill.console.ConsoleStage.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.steadfill.api.ServedApi;
import io.steadfill.testing.Await;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What may be said to a run on its page. */
@ExtendWith(OnConsole.class)
class RunPageIT {

    private final ConsoleStage stage;

    RunPageIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void aRunIsPausedTunedResumedAndCancelledWithoutScripts() {
        String run = stage.slow();
        Page page = stage.chromium.page(false, false, 1280);
        stage.chromium.signIn(page, "ada");
        page.navigate("/runs/" + run);
        page.click("main button:has-text('Pause')");
        assertThat(page.locator(".verdict.ok")).containsText("pauses");
        stage.served.awaitState(run, "PAUSED");

        page.navigate("/runs/" + run);
        assertThat(page.locator("#now")).containsText("Paused");
        page.fill("#t-chunk-time", "20ms");
        page.click("text=Apply");
        assertThat(page.locator(".verdict.ok")).containsText("chunk-time=20ms");
        assertThat(page.locator("#t-chunk-time")).hasValue("20ms");
        page.click("main button:has-text('Resume')");
        assertThat(page.locator(".verdict.ok")).containsText("goes on");
        stage.served.awaitState(run, "RUNNING");

        page.navigate("/runs/" + run);
        page.fill("#cn", "slow");
        page.click("text=Cancel run");
        stage.served.awaitState(run, "CANCELLED");
        page.context().close();
    }

    @Test
    void whatCannotBeTakenBackIsNotDoneWithoutItsName() {
        String run = stage.slow();
        Page page = stage.chromium.as("ada");
        page.navigate("/runs/" + run);
        page.evaluate("document.querySelector('#cancel form').noValidate = true");
        page.fill("#cn", "fast");
        Response refused = say(page, "text=Cancel run");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(page.locator(".now")).containsText("Nothing was changed.");
        assertThat(stage.served.get("/api/v1/runs/" + run).json().path("state").asString(""))
                .isEqualTo("RUNNING");
        stage.cancel(run);
        page.context().close();
    }

    @Test
    void aRunWhoseOldValuesAreKeptIsUndoneWithoutScripts() {
        stage.served.target.execute("update item set name = null");
        stage.served.write("jobs/kept/job.yaml", """
                job: kept
                database: shop
                table: item
                where: name is null
                set: { name: "concat('k', id)" }
                undo: { keep: 14d }
                """);
        String run = stage.served.awaitState(stage.served.launch("kept"), "COMPLETED");
        Page vic = stage.chromium.as("vic");
        vic.navigate("/runs/" + run);
        assertThat(vic.locator("#undo")).hasCount(0);
        vic.context().close();
        Page page = stage.chromium.page(false, false, 380);
        stage.chromium.signIn(page, "ada");
        page.navigate("/runs/" + run);
        page.fill("#u-why", "wrong names");
        page.fill("#un", "kept");
        page.click("text=Undo run");

        assertThat(page.locator(".verdict.ok")).containsText("are being put back");
        stage.served.awaitState(run, "UNDONE");
        assertThat(stage.served.target.count("select count(*) from item where name is not null"))
                .isZero();
        page.navigate("/runs/" + run);
        assertThat(page.locator("#now")).containsText("Undone");
        assertThat(page.locator("#undo")).hasCount(0);
        page.context().close();
    }

    @Test
    void aVerbMeansTheStateThatItsPageShowed() {
        String run = stage.slow();
        Page page = stage.chromium.page(false, false, 1280);
        stage.chromium.signIn(page, "ada");
        page.navigate("/runs/" + run);
        String etag = stage.served
                .get("/api/v1/runs/" + run)
                .http()
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        stage.served.post("/api/v1/runs/" + run + "/actions/pause", "{\"why\": \"somebody else\"}", "If-Match", etag);
        stage.served.awaitState(run, "PAUSED");
        Response refused = say(page, "main button:has-text('Pause')");

        assertThat(refused.status()).isEqualTo(412);
        assertThat(page.locator("h1")).containsText("changed since you looked");
        stage.cancel(run);
        page.context().close();
    }

    @Test
    void whatItsChunksTookIsDrawnBesideItsSpeedWithoutScripts() {
        stage.served.target.execute("update item set name = null");
        String run = stage.served.awaitState(stage.served.launch("names"), "COMPLETED");
        // It is written some seconds later; after that nothing adds to it any more.
        Await.until(
                "its own pace to be written",
                () -> stage.served.control.count(
                                "select coalesce(sum(walked), 0) from steadfill_control_pace where run_id = '" + run
                                        + "'")
                        == ServedApi.ROWS);
        stage.served.control.execute(
                "delete from steadfill_control_pace where run_id = '" + run + "'",
                "update steadfill_control_run set started_at = '2026-01-31 01:00:00', ended_at = '2026-01-31 01:20:00'"
                        + " where run_id = '" + run + "'");
        long minute = Instant.parse("2026-01-31T01:00:00Z").getEpochSecond() / 60;
        for (int i = 0; i < 20; i++) {
            stage.served.control.execute("insert into steadfill_control_pace (run_id, minute, walked, chunks) values ('"
                    + run + "', " + (minute + i) + ", " + 40_000 * (i + 1) + ", " + (i == 7 ? 0 : 100) + ")");
        }
        String chart = "svg[aria-label^='Rows per chunk over time: at first 400, at last 8,000']";
        Page plain = stage.chromium.page(false, false, 380);
        stage.chromium.signIn(plain, "ada");
        plain.navigate("/runs/" + run);
        assertThat(plain.locator(chart)).isVisible();
        assertThat(plain.locator(chart + " polyline")).hasCount(2);
        assertThat(plain.locator("tr:has(" + chart + ")")).containsText("peak 8,000");
        plain.context().close();

        List<String> found = new ArrayList<>();
        Page looked = stage.chromium.page(true, true, 380);
        stage.chromium.signIn(looked, "ada");
        looked.navigate("/runs/" + run);
        assertThat(looked.locator(chart)).isVisible();
        ConsoleStage.look(looked, true, 380, found);
        looked.context().close();
        assertThat(found).isEmpty();
    }

    @Test
    void aRunOutsideItsHoursIsSaidToGoOnByItself() {
        LocalTime opens =
                LocalTime.now(ZoneOffset.UTC).plusHours(3).withSecond(0).withNano(0);
        String job = """
                job: closed
                database: shop
                table: item
                where: name = 'never'
                set: { name: "'ever'" }
                """;
        stage.served.write(
                "jobs/closed/job.yaml",
                job
                        + "schedule: { cron: \"%d %d * * *\", zone: UTC, open: \"%s-%s\" }\n"
                                .formatted(opens.getMinute(), opens.getHour(), opens, opens.plusHours(2)));
        String run = stage.served.launch("closed");
        try {
            Page page = stage.chromium.page(false, false, 1280);
            stage.chromium.signIn(page, "ada");
            page.navigate("/runs/" + run);
            assertThat(page.locator("#now")).containsText("It goes on by itself, when that is over.");
            assertThat(page.locator("td[data-label=Ends]")).hasText("by itself, when that is over");
            assertThat(page.locator("main")).not().containsText("resumes it");
            page.context().close();
        } finally {
            stage.cancel(run);
            // Other tests count the nights of what has a schedule.
            stage.served.write("jobs/closed/job.yaml", job);
        }
    }

    @Test
    void whatWasChangedSinceTheFieldsWereShownIsNotTakenBack() {
        String run = stage.slow();
        Page page = stage.chromium.as("ada");
        page.navigate("/runs/" + run);
        Page other = stage.chromium.as("ada");
        other.navigate("/runs/" + run);
        stage.served.patch(
                "/api/v1/runs/" + run + "/tuning", "{\"chunk-time\": \"10ms\"}", "If-Match", stage.etag(run));
        String now = stage.etag(run).replace("\"", "");
        // The version that a word carries follows the page; what stands in the fields does not.
        for (Page open : List.of(page, other)) {
            assertThat(open.locator("#tune input[name=version]")).hasValue(now);
            assertThat(open.locator("#t-chunk-time")).hasValue("50ms");
        }

        page.fill("#t-duty", "2%");
        page.click("text=Apply");
        assertThat(page.locator(".verdict.ok")).hasText("Tuned: duty=2%.");
        assertThat(page.locator("#t-chunk-time")).hasValue("10ms");
        assertThat(page.locator("#t-duty")).hasValue("2%");

        other.fill("#t-chunk-time", "30ms");
        Response refused = say(other, "text=Apply");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(other.locator("main")).containsText("hunk-time is 10ms by now, and not 50ms as you saw it");
        assertThat(stage.served
                        .get("/api/v1/runs/" + run)
                        .json()
                        .path("tuning")
                        .path("chunk-time")
                        .asString(""))
                .isEqualTo("10ms");
        stage.cancel(run);
        page.context().close();
        other.context().close();
    }

    @Test
    void heldUpdatesLeaveThePageAsItIs() {
        String run = stage.slow();
        Page page = stage.chromium.as("ada");
        page.navigate("/runs/" + run);
        page.click("text=Hold updates");
        stage.cancel(run);
        // It is said after the parts of the page were sent, and they do not come again.
        assertThat(page.locator("#live")).containsText("cancelled");
        assertThat(page.locator("#now")).containsText("Running");
        assertThat(page.locator("main button[data-key=p]")).isVisible();
        page.click("text=Go on updating");
        assertThat(page.locator("#now")).containsText("Cancelled");
        assertThat(page.locator("main button[data-key=p]")).hasCount(0);
        page.context().close();
    }

    @Test
    void whatARunDidIsVerifiedAndReported() {
        stage.served.target.execute("update item set name = null");
        String run = stage.served.awaitState(stage.served.launch("names"), "COMPLETED");
        Page page = stage.chromium.page(false, false, 1280);
        stage.chromium.signIn(page, "ada");
        page.navigate("/runs/" + run);
        page.click("button:has-text('Verify')");
        assertThat(page.locator(".verdict.ok")).containsText("being read");
        Await.until("the data to be read", () -> {
            page.navigate("/runs/" + run);
            return page.locator("section:has(#h-data)").textContent().contains("As promised");
        });
        assertThat(page.locator("section:has(#h-data)")).containsText("0 rows left to do");

        page.click("a:has-text('To print')");
        assertThat(page.locator("h1")).containsText(run);
        assertThat(page.locator("body")).containsText("COMPLETED");
        page.context().close();
    }

    @Test
    void whatHeldARunUpIsDrawnOverTime() {
        String run = stage.slow();
        long minute = Instant.now().getEpochSecond() / 60;
        stage.served.control.execute(
                "insert into steadfill_control_wait (run_id, minute, signal_name, lost_millis, says)" + " values ('"
                        + run + "', " + minute + ", 'replica-lag', 30000, 'replica r1: 6.2 s, limit 5 s')");
        try {
            Page page = stage.chromium.as("ada");
            page.navigate("/runs/" + run);
            assertThat(page.locator("table.axis")).containsText("replica r1: 6.2 s, limit 5 s");
            assertThat(page.locator("table.axis tr:has-text('replica r1') rect.lost"))
                    .hasCount(1);
            page.context().close();
        } finally {
            stage.cancel(run);
        }
    }
}
