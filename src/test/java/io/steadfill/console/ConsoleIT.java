package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.steadfill.api.ServedApi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser over a served application. */
class ConsoleIT {

    private static final double RUN_LIMIT_MILLIS = 30_000;

    @TempDir
    private static Path folder;

    private static ServedApi served;
    private static Chromium chromium;

    @BeforeAll
    static void serve() {
        Chromium.requireThere();
        served = new ServedApi(folder);
        served.write("jobs/broken/job.yaml", "job: broken\ndatabase: shop\ntable: item\ntranform: {}\n");
        served.write("jobs/refused/job.yaml", """
                job: refused
                database: shop
                table: item
                where: tokens = ''
                set: { tokens: "case when id = 7 then repeat('x', 300) else 'done' end" }
                on-waive: { tokens: "'nothing'" }
                """);
        served.write("jobs/slow/job.yaml", """
                job: slow
                database: shop
                table: item
                once: true
                set: { tokens: "tokens" }
                limits: { chunk-rows: 1, duty: 1% }
                parameters: { last: { type: integer, default: 7 } }
                """);
        served.write("jobs/nightly/job.yaml", """
                job: nightly
                database: shop
                table: item
                where: name = 'never'
                set: { name: "'ever'" }
                schedule: { cron: "30 1 * * *", zone: Europe/London, open: "01:00-05:00" }
                """);
        served.person("pam", false, "approver", "operator");
        chromium = Chromium.at(served.root());
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (served != null) {
            served.close();
        }
    }

    @AfterEach
    void noPageComplains() {
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void aRunIsPlannedLaunchedAndVerifiedByKeyboardOnly() {
        served.target.execute("update item set name = null");
        Page page = chromium.page(true, false, 1280);
        Keyboard keys = page.keyboard();
        page.navigate("/login");
        // The browser gives the focus after the page's load event; what is typed before goes nowhere.
        assertThat(page.locator("#u")).isFocused();
        keys.type("ada");
        keys.press("Tab");
        assertThat(page.locator("#p")).isFocused();
        keys.type(Chromium.password());
        enter(page, "/$");

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

        assertThat(page.locator("#now"))
                .containsText("Completed", new LocatorAssertions.ContainsTextOptions().setTimeout(RUN_LIMIT_MILLIS));
        assertThat(page.locator(".keyline li").first()).containsText("100 %");
        assertThat(page.locator("#live")).containsText("completed");
        assertThat(served.target.count("select count(*) from item where name is null"))
                .isZero();
        page.context().close();
    }

    @Test
    void aRunIsPausedTunedResumedAndCancelledWithoutScripts() {
        String run = slow();
        Page page = chromium.page(false, false, 1280);
        chromium.signIn(page, "ada");
        page.navigate("/runs/" + run);
        page.click("main button:has-text('Pause')");
        assertThat(page.locator(".verdict.ok")).containsText("pauses");
        served.awaitState(run, "PAUSED");

        page.navigate("/runs/" + run);
        assertThat(page.locator("#now")).containsText("Paused");
        page.fill("#t-chunk-time", "20ms");
        page.click("text=Apply");
        assertThat(page.locator(".verdict.ok")).containsText("chunk-time=20ms");
        assertThat(page.locator("#t-chunk-time")).hasValue("20ms");
        page.click("main button:has-text('Resume')");
        assertThat(page.locator(".verdict.ok")).containsText("goes on");
        served.awaitState(run, "RUNNING");

        page.navigate("/runs/" + run);
        page.fill("#cn", "slow");
        page.click("text=Cancel run");
        served.awaitState(run, "CANCELLED");
        page.context().close();
    }

    @Test
    void whatCannotBeTakenBackIsNotDoneWithoutItsName() {
        String run = slow();
        Page page = chromium.as("ada");
        page.navigate("/runs/" + run);
        page.evaluate("document.querySelector('#cancel form').noValidate = true");
        page.fill("#cn", "fast");
        Response refused = say(page, "text=Cancel run");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(page.locator(".now")).containsText("Nothing was changed.");
        assertThat(served.get("/api/v1/runs/" + run).json().path("state").asString(""))
                .isEqualTo("RUNNING");
        cancel(run);
        page.context().close();
    }

    @Test
    void aVerbMeansTheStateThatItsPageShowed() {
        String run = slow();
        Page page = chromium.page(false, false, 1280);
        chromium.signIn(page, "ada");
        page.navigate("/runs/" + run);
        String etag = served.get("/api/v1/runs/" + run)
                .http()
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        served.post("/api/v1/runs/" + run + "/actions/pause", "{\"why\": \"somebody else\"}", "If-Match", etag);
        served.awaitState(run, "PAUSED");
        Response refused = say(page, "main button:has-text('Pause')");

        assertThat(refused.status()).isEqualTo(412);
        assertThat(page.locator("h1")).containsText("changed since you looked");
        cancel(run);
        page.context().close();
    }

    @Test
    void whoMayOnlyLookIsRefusedByTheServerToo() {
        Page page = chromium.as("vic");
        page.navigate("/jobs/names");
        assertThat(page.locator("a[href='/jobs/names/launch']")).hasCount(0);
        assertThat(page.locator("button[aria-disabled=true]")).containsText("Launch");
        Response refused = page.navigate("/jobs/names/launch");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(page.locator("main")).containsText("ask an admin for that role");
        page.context().close();
    }

    @Test
    void quarantinedRowsAreWaivedWithAReason() {
        String run = quarantined();
        Page page = chromium.as("ada");
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
        assertThat(served.target.column(String.class, "select tokens from item where id = 7"))
                .containsExactly("nothing");
        page.context().close();
    }

    @Test
    void heldUpdatesLeaveThePageAsItIs() {
        String run = slow();
        Page page = chromium.as("ada");
        page.navigate("/runs/" + run);
        page.click("text=Hold updates");
        cancel(run);
        page.waitForResponse(
                answer -> answer.url().endsWith("/favicon.svg"),
                () -> page.evaluate("fetch('/assets/favicon.svg', {cache: 'reload'})"));
        assertThat(page.locator("#now")).containsText("Running");
        page.click("text=Go on updating");
        page.reload();
        assertThat(page.locator("#now")).containsText("Cancelled");
        page.context().close();
    }

    @Test
    void aSecondPersonApprovesWhatWaitsAndTheAuditSaysSo() {
        served.target.execute("update item set name = null");
        served.target.execute("update steadfill.meta set value = 'true' where name = 'production'");
        try {
            String run = served.awaitState(served.launch("names"), "WAITING");
            Page own = chromium.as("ada");
            own.navigate("/approvals");
            assertThat(own.locator("main")).containsText("You cannot approve this");
            own.context().close();

            Page page = chromium.as("pam");
            page.navigate("/approvals");
            assertThat(page.locator("article")).containsText(run);
            page.click("button.primary:has-text('Approve')");
            assertThat(page.locator("[role=status]").first()).containsText("Approved: run of names");
            served.awaitState(run, "COMPLETED");
            page.navigate("/audit?job=names");
            assertThat(page.locator("tbody")).containsText("pam");
            page.navigate("/schedules");
            assertThat(page.locator("h1")).hasText("Schedules");
            assertThat(page.locator("main")).containsText("nightly");
            page.fill("#w-nightly", "incident 7");
            page.click("button:has-text('Pause')");
            assertThat(page.locator("main")).containsText("incident 7");
            page.click("button:has-text('Resume')");
            assertThat(page.locator("[role=status]").first()).containsText("goes on");
            page.context().close();
        } finally {
            served.target.execute("update steadfill.meta set value = 'false' where name = 'production'");
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
    private static List<String> found(List<Boolean> modes, List<Integer> widths) {
        String run = quarantined();
        List<String> found = new ArrayList<>();
        for (boolean dark : modes) {
            for (int width : widths) {
                Page page = chromium.page(true, dark, width);
                page.navigate("/login");
                look(page, dark, width, found);
                chromium.signIn(page, "ada");
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
                        "/runs/r-none",
                        "/nowhere")) {
                    page.navigate(path);
                    look(page, dark, width, found);
                }
                page.context().close();
            }
        }
        return found;
    }

    private static void look(Page page, boolean dark, int width, List<String> found) {
        String where = page.url() + (dark ? " dark " : " light ") + width + ": ";
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            if ("serious".equals(rule.getImpact()) || "critical".equals(rule.getImpact())) {
                found.add(where + rule.getId() + " " + rule.getNodes().get(0).getHtml());
            }
        }
        int wide = (int) page.evaluate("document.documentElement.scrollWidth");
        if (wide > width) {
            found.add(where + "is " + wide + " wide");
        }
    }

    /** Follows what has the focus, and waits until the page there is whole. */
    private static void enter(Page page, String to) {
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(to));
    }

    /** Clicks what posts a form, and gives the server's answer to it. */
    private static Response say(Page page, String button) {
        return page.waitForResponse(answer -> answer.request().method().equals("POST"), () -> page.click(button));
    }

    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("s => document.activeElement.matches(s)", selector)) {
                return;
            }
        }
        throw new AssertionError("no Tab leads to " + selector + " on " + page.url());
    }

    /** A run that takes longer than any test. */
    private static String slow() {
        int salt = (int) served.control.count("select count(*) from steadfill_control_run");
        String run = served.post("/api/v1/jobs/slow/runs", "{\"parameters\": {\"last\": " + salt + "}}")
                .json()
                .path("runId")
                .asString("");
        return served.awaitState(run, "RUNNING");
    }

    private static String quarantined() {
        served.target.execute("update item set tokens = ''");
        return served.awaitState(served.launch("refused"), "QUARANTINED");
    }

    private static void cancel(String run) {
        String etag = served.get("/api/v1/runs/" + run)
                .http()
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        served.post("/api/v1/runs/" + run + "/actions/cancel", "{}", "If-Match", etag);
        served.awaitState(run, "CANCELLED");
    }
}
