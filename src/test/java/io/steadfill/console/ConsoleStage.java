package io.steadfill.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.steadfill.api.ServedApi;
import io.steadfill.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A served application with a folder of jobs, and a browser before it. */
final class ConsoleStage implements AutoCloseable {

    /** More than all tests together have pages open that the server has not missed yet. */
    static final int STREAMS_MAX = 40;

    final ServedApi served;
    final Chromium chromium;
    private final Path folder;

    ConsoleStage() {
        try {
            folder = Files.createTempDirectory("console");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Nobody listens on port 1.
        served = new ServedApi(
                folder,
                Map.of(
                        "steadfill.databases.away.url",
                        "jdbc:postgresql://127.0.0.1:1/none?user=nobody",
                        "steadfill.event-streams.per-person",
                        STREAMS_MAX));
        served.write("jobs/broken/job.yaml", "job: broken\ndatabase: shop\ntable: item\ntranform: {}\n");
        served.write("jobs/refused/job.yaml", """
                job: refused
                database: shop
                table: item
                where: tokens = ''
                set: { tokens: "case when id = 7 then repeat('x', 300) else 'done' end" }
                on-waive: { tokens: "'nothing'" }
                """);
        served.write("jobs/twice/job.yaml", """
                job: twice
                database: shop
                table: item
                where: tokens = ''
                set: { tokens: "case when id in (7, 8) then repeat('x', 300) else 'done' end" }
                """);
        served.write("jobs/slow/job.yaml", """
                job: slow
                database: shop
                table: item
                once: true
                set: { tokens: "tokens" }
                limits: { chunk-rows: 1, duty: 1% }
                parameters: { last: { type: integer, default: 7 }, note: { type: text, default: none } }
                """);
        served.write("jobs/nightly/job.yaml", """
                job: nightly
                database: shop
                table: item
                where: name = 'never'
                set: { name: "'ever'" }
                schedule: { cron: "30 1 * * *", zone: Europe/London, open: "01:00-05:00" }
                """);
        LocalTime soon = LocalTime.now(ZoneOffset.UTC).plusMinutes(90);
        served.write("jobs/tonight/job.yaml", """
                job: tonight
                database: shop
                table: item
                where: name = 'never'
                set: { name: "'ever'" }
                schedule: { cron: "%d %d * * *", zone: UTC }
                """.formatted(soon.getMinute(), soon.getHour()));
        served.write("jobs/grown/job.yaml", """
                job: grown
                database: shop
                table: item
                where: name = 'never'
                set: { name: "'ever'" }
                """);
        served.write("jobs/grown/expand/V1__add_size.sql", "alter table item add column size integer;\n");
        served.write("jobs/grown/expand/U1__add_size.sql", "alter table item drop column size;\n");
        served.person("pam", false, "approver", "operator");
        chromium = Chromium.at(served.root());
    }

    /** A run that takes longer than any test. */
    String slow() {
        int salt = (int) served.control.count("select count(*) from steadfill_control_run");
        String run = served.post("/api/v1/jobs/slow/runs", "{\"parameters\": {\"last\": " + salt + "}}")
                .json()
                .path("runId")
                .asString("");
        return served.awaitState(run, "RUNNING");
    }

    /** A run with one row in quarantine. */
    String quarantined() {
        served.target.execute("update item set tokens = ''");
        long before = takenUp();
        String run = served.launch("refused");
        // A launch goes on with the run of the last test, which is in quarantine already.
        Await.until("taken up", Duration.ofSeconds(30), () -> takenUp() > before);
        return served.awaitState(run, "QUARANTINED");
    }

    private long takenUp() {
        return served.control.count(
                "select coalesce(sum(lease_version), 0) from steadfill_control_run where job = 'refused'");
    }

    void cancel(String run) {
        served.post("/api/v1/runs/" + run + "/actions/cancel", "{}", "If-Match", etag(run));
        served.awaitState(run, "CANCELLED");
    }

    String etag(String run) {
        return served.get("/api/v1/runs/" + run)
                .http()
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    /** What axe finds serious on a page, and that it is wider than its window. */
    static void look(Page page, boolean dark, int width, List<String> found) {
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
    static void enter(Page page, String to) {
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(to));
    }

    /** Clicks what posts a form, and gives the server's answer to it. */
    static Response say(Page page, String button) {
        return page.waitForResponse(answer -> answer.request().method().equals("POST"), () -> page.click(button));
    }

    static void tabTo(Page page, String selector) {
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("s => document.activeElement.matches(s)", selector)) {
                return;
            }
        }
        throw new AssertionError("no Tab leads to " + selector + " on " + page.url());
    }

    @Override
    public void close() {
        chromium.close();
        served.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
