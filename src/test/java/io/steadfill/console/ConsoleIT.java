package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steadfill.console.ConsoleStage.enter;
import static io.steadfill.console.ConsoleStage.tabTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console in a real browser over a served application: the whole way by keyboard, and for everybody. */
@ExtendWith(OnConsole.class)
class ConsoleIT {

    private static final double RUN_LIMIT_MILLIS = 60_000;

    private final ConsoleStage stage;

    ConsoleIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void aRunIsPlannedLaunchedApprovedAndVerifiedByKeyboardOnly() {
        stage.served.target.execute("update item set name = null");
        stage.served.target.execute("update steadfill.meta set value = 'true' where name = 'production'");
        try {
            Page page = signedInByKeyboard("ada");
            Keyboard keys = page.keyboard();

            tabTo(page, "a[href='/jobs']");
            enter(page, "/jobs$");
            keys.press("/");
            assertThat(page.locator("#q")).isFocused();
            keys.type("names");
            enter(page, "q=names");
            keys.press("j");
            assertThat(page.locator("a[href='/jobs/names']")).isFocused();
            enter(page, "/jobs/names$");
            tabTo(page, "a[href='/jobs/names/launch']");
            enter(page, "/launch$");
            tabTo(page, "button[formaction='/jobs/names/launch/sample']");
            enter(page, "/launch/sample$");
            assertThat(page.locator("#h-rows")).hasText("Before and after");
            tabTo(page, "button[form=launch]");
            enter(page, "/runs/r-");
            assertThat(page.locator("#now")).containsText("A second person has to approve it");
            String run = page.url().replaceFirst(".*/", "");

            Page second = signedInByKeyboard("pam");
            tabTo(second, "a[href='/approvals']");
            enter(second, "/approvals$");
            String request = "article:has(a[href='/runs/" + run + "'])";
            tabTo(second, request + " textarea");
            second.keyboard().type("looked at");
            tabTo(second, request + " button.primary");
            second.waitForResponse(
                    answer -> answer.request().method().equals("POST"),
                    () -> second.keyboard().press("Enter"));
            assertThat(second.locator(".verdict.ok")).containsText("Approved: run of names, " + run);
            second.context().close();

            assertThat(page.locator("#now"))
                    .containsText(
                            "Completed", new LocatorAssertions.ContainsTextOptions().setTimeout(RUN_LIMIT_MILLIS));
            assertThat(page.locator(".keyline li").first()).containsText("100 %");
            assertThat(page.locator("#live")).containsText("completed");
            assertThat(stage.served.target.count("select count(*) from item where name is null"))
                    .isZero();
            page.context().close();
        } finally {
            stage.served.target.execute("update steadfill.meta set value = 'false' where name = 'production'");
        }
    }

    private Page signedInByKeyboard(String who) {
        Page page = stage.chromium.page(true, false, 1280);
        page.navigate("/login");
        // The browser gives the focus after the page's load event; what is typed before goes nowhere.
        assertThat(page.locator("#u")).isFocused();
        page.keyboard().type(who);
        page.keyboard().press("Tab");
        assertThat(page.locator("#p")).isFocused();
        page.keyboard().type(Chromium.password());
        enter(page, "/$");
        return page;
    }

    @Test
    void whoMayOnlyLookIsRefusedByTheServerToo() {
        Page page = stage.chromium.as("vic");
        page.navigate("/jobs/names");
        assertThat(page.locator("a[href='/jobs/names/launch']")).hasCount(0);
        assertThat(page.locator("button[aria-disabled=true]")).containsText("Launch");
        Response refused = page.navigate("/jobs/names/launch");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(page.locator("main")).containsText("ask an admin for that role");
        page.context().close();
    }

    @Test
    void aSecondPersonApprovesWhatWaitsAndTheAuditSaysSo() {
        stage.served.target.execute("update item set name = null");
        stage.served.target.execute("update steadfill.meta set value = 'true' where name = 'production'");
        try {
            String run = stage.served.awaitState(stage.served.launch("names"), "WAITING");
            Page own = stage.chromium.as("ada");
            own.navigate("/approvals");
            assertThat(own.locator("main")).containsText("You cannot approve this");
            own.context().close();

            Page page = stage.chromium.as("pam");
            page.navigate("/approvals");
            assertThat(page.locator("article:has-text('" + run + "')")).hasCount(1);
            page.click("article:has-text('" + run + "') button.primary:has-text('Approve')");
            assertThat(page.locator("[role=status]").first()).containsText("Approved: run of names");
            stage.served.awaitState(run, "COMPLETED");
            page.navigate("/audit?job=names");
            assertThat(page.locator("tbody")).containsText("pam");
            page.navigate("/schedules");
            assertThat(page.locator("h1")).hasText("Schedules");
            assertThat(page.locator("main")).containsText("nightly");
            page.click("#s-nightly summary:has-text('Pause')");
            page.fill("#w-nightly", "incident 7");
            page.click("#s-nightly button:has-text('Pause')");
            assertThat(page.locator("main")).containsText("incident 7");
            page.click("button:has-text('Resume')");
            assertThat(page.locator("[role=status]").first()).containsText("goes on");
            page.context().close();
        } finally {
            stage.served.target.execute("update steadfill.meta set value = 'false' where name = 'production'");
        }
    }

    @Test
    void aScheduleIsSaidInWordsAndWithWhatItsNightsMostlyTake() {
        String run = stage.served
                .post("/api/v1/jobs/tonight/runs", "{\"businessDate\": \"2026-01-31\"}")
                .json()
                .path("runId")
                .asString();
        stage.served.awaitState(run, "COMPLETED");
        stage.served.control.execute("update steadfill_control_run set started_at = '2026-01-31 01:00:00',"
                + " ended_at = '2026-01-31 01:27:40' where run_id = '" + run + "'");
        Page page = stage.chromium.as("vic");
        page.navigate("/schedules");
        assertThat(page.locator("#s-nightly td[data-label=When]")).containsText("every night 01:30");
        assertThat(page.locator("#s-nightly td[data-label=When]")).containsText("30 1 * * * Europe/London");
        assertThat(page.locator("#s-tonight td[data-label=Next]")).containsText("about 28 min");
        assertThat(page.locator("#s-nightly td[data-label=Next]")).not().containsText("about");
        page.context().close();
    }

    @Test
    void oneNightIsSkippedWithItsReasonAndRunsAfterAllWithoutScripts() {
        Page other = stage.chromium.as("vic");
        other.navigate("/schedules");
        assertThat(other.locator("#s-tonight summary:has-text('Skip')")).hasCount(0);
        other.context().close();

        Page own = stage.chromium.page(false, true, 380);
        stage.chromium.signIn(own, "ada");
        own.navigate("/schedules");
        assertThat(own.locator("main")).containsText("Europe/London, no 01:30 on that date: it runs at 02:00: nightly");
        own.click("#s-tonight summary:has-text('Dates')");
        own.locator("#s-tonight summary:has-text('Skip')").first().click();
        own.fill("#s-tonight input[name=why]:visible", "the stocktake");
        own.click("#s-tonight button:visible:has-text('Skip this date')");
        assertThat(own.locator("[role=status]").first()).containsText("of tonight is skipped");
        assertThat(own.locator("#s-tonight")).containsText("skipped by ada: the stocktake");

        Page looked = stage.chromium.page(true, true, 380);
        stage.chromium.signIn(looked, "ada");
        assertThat(looked.locator("section[data-part=night] tr:has-text('tonight')"))
                .containsText(
                        "skipped by ada: the stocktake",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(RUN_LIMIT_MILLIS));
        looked.navigate("/schedules");
        looked.click("#s-tonight summary:has-text('Dates')");
        looked.locator("#s-tonight summary:has-text('Skip')").first().click();
        List<String> found = new ArrayList<>();
        ConsoleStage.look(looked, true, 380, found);
        assertThat(found).isEmpty();
        looked.context().close();

        own.click("#s-tonight summary:has-text('Dates')");
        own.click("#s-tonight button:has-text('Run it after all')");
        assertThat(own.locator("[role=status]").first()).containsText("of tonight runs after all");
        assertThat(own.locator("#s-tonight")).not().containsText("the stocktake");
        own.context().close();
    }

    @Test
    void daysWithoutRunsAreEnteredForAWholeDatabaseAndTakenBackWithoutScripts() {
        Page other = stage.chromium.as("vic");
        other.navigate("/schedules");
        assertThat(other.locator("form[action='/schedules/black-outs']")).hasCount(0);
        other.context().close();

        LocalDate from = LocalDate.now(ZoneOffset.UTC).plusDays(4);
        Page own = stage.chromium.page(false, false, 380);
        stage.chromium.signIn(own, "ada");
        own.navigate("/schedules");
        own.fill("#b-from", from.toString());
        own.fill("#b-to", from.plusDays(2).toString());
        own.selectOption("#b-on", "database:shop");
        own.fill("#b-why", "change freeze");
        own.click("button:has-text('Skip these days')");
        assertThat(own.locator("[role=status]").first())
                .containsText("6 runs are skipped, of nightly, tonight. Left out: broken, its file is not valid");
        String word = "section:has(#h-days) tr:has-text('change freeze')";
        assertThat(own.locator(word)).containsText("nightly, tonight");
        assertThat(own.locator("#s-nightly")).containsText("skipped by ada: change freeze");

        Page looked = stage.chromium.page(true, true, 380);
        stage.chromium.signIn(looked, "ada");
        looked.navigate("/schedules");
        List<String> found = new ArrayList<>();
        ConsoleStage.look(looked, true, 380, found);
        assertThat(found).isEmpty();
        looked.context().close();

        own.click(word + " button:has-text('Run after all')");
        assertThat(own.locator("[role=status]").first()).containsText("6 runs are to run after all");
        assertThat(own.locator("main")).not().containsText("change freeze");

        own.fill("#b-from", from.toString());
        own.fill("#b-to", from.minusDays(1).toString());
        own.fill("#b-why", "upside down");
        Response refused = ConsoleStage.say(own, "button:has-text('Skip these days')");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(own.locator("main")).containsText("write the first and then the last");
        own.context().close();
    }

    @Test
    void whoeverAskedTakesItBackWithoutScripts() {
        stage.served.target.execute("update item set name = null");
        stage.served.target.execute("update steadfill.meta set value = 'true' where name = 'production'");
        try {
            String run = stage.served.awaitState(stage.served.launch("names"), "WAITING");
            String request = "article:has-text('" + run + "')";
            Page other = stage.chromium.as("pam");
            other.navigate("/approvals");
            assertThat(other.locator(request + " button:has-text('Withdraw')")).hasCount(0);

            Page own = stage.chromium.page(false, true, 380);
            stage.chromium.signIn(own, "ada");
            own.navigate("/approvals");
            own.fill(request + " input[name=why]:visible", "the owner called");
            own.click(request + " button:has-text('Withdraw')");
            assertThat(own.locator("[role=status]").first()).containsText("Withdrawn: run of names");
            assertThat(own.locator("tr:has-text('" + run + "')")).containsText("Withdrawn");
            assertThat(own.locator("tr:has-text('" + run + "')")).containsText("ada: the owner called");
            stage.served.awaitState(run, "CANCELLED");
            own.context().close();

            other.click(request + " button.primary:has-text('Approve')");
            assertThat(other.locator("main")).containsText("is WITHDRAWN and nothing can be said to it any more");
            other.context().close();
        } finally {
            stage.served.target.execute("update steadfill.meta set value = 'false' where name = 'production'");
        }
    }

    @Test
    void whatOneAskedForHimselfIsReadOnASmallDarkScreen() {
        stage.served.target.execute("update item set name = null");
        stage.served.target.execute("update steadfill.meta set value = 'true' where name = 'production'");
        try {
            String run = stage.served.awaitState(stage.served.launch("names"), "WAITING");
            Page own = stage.chromium.page(true, true, 380);
            stage.chromium.signIn(own, "ada");
            own.navigate("/approvals");
            List<String> found = new ArrayList<>();
            ConsoleStage.look(own, true, 380, found);
            assertThat(found).isEmpty();
            assertThat(own.locator("article:has-text('" + run + "') button:has-text('Withdraw')"))
                    .hasCount(1);
            own.context().close();
            stage.cancel(run);
        } finally {
            stage.served.target.execute("update steadfill.meta set value = 'false' where name = 'production'");
        }
    }

    @Test
    void nobodyIsShutOutOnASmallDarkScreen() {
        assertThat(found(List.of(true), List.of(380))).isEmpty();
    }

    @Test
    @Tag("slow")
    void nobodyIsShutOutByColourWidthOrSight() {
        assertThat(found(List.of(false, true), List.of(1280, 380))).isEmpty();
    }

    /** What axe finds serious, and pages that are wider than their window. */
    private List<String> found(List<Boolean> modes, List<Integer> widths) {
        String run = stage.quarantined();
        List<String> found = new ArrayList<>();
        for (boolean dark : modes) {
            for (int width : widths) {
                Page page = stage.chromium.page(true, dark, width);
                page.navigate("/login");
                ConsoleStage.look(page, dark, width, found);
                stage.chromium.signIn(page, "ada");
                for (String path : List.of(
                        "/",
                        "/jobs",
                        "/jobs/names",
                        "/jobs/broken",
                        "/jobs/slow/launch",
                        "/runs/" + run,
                        "/quarantine",
                        "/runs/" + run + "/quarantine",
                        "/approvals",
                        "/schedules",
                        "/audit",
                        "/stops",
                        "/tokens",
                        "/accounts",
                        "/jobs/grown",
                        "/jobs/grown/scripts/expand",
                        "/runs/r-none",
                        "/nowhere")) {
                    page.navigate(path);
                    ConsoleStage.look(page, dark, width, found);
                }
                page.context().close();
            }
        }
        return found;
    }
}
