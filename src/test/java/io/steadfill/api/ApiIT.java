package io.steadfill.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.api.ServedApi.Answered;
import io.steadfill.problem.Problem;
import io.steadfill.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** REST over real HTTP: jobs, plans, runs and the words that are said to them. */
class ApiIT {

    private static final String SLOW = """
            job: slow
            database: shop
            table: item
            once: true
            set: { tokens: "concat(tokens, 'x')" }
            limits: { chunk-rows: 1, duty: 1% }
            parameters: { last: { type: integer, default: 7 } }
            """;

    @TempDir
    private static Path folder;

    private static ServedApi api;

    @BeforeAll
    static void serve() {
        api = new ServedApi(folder);
        api.write("jobs/broken/job.yaml", "job: broken\ndatabase: shop\ntable: item\ntranform: {}\n");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void everyItemLacksItsName() {
        Await.until(
                "the runs of other tests",
                () -> api.control.count("select count(*) from steadfill_control_run where stage in ('NEW', 'WORKING')")
                        == 0);
        api.target.execute("update item set name = null");
    }

    @Test
    void aJobIsFoundPlannedLaunchedAndDone() {
        Answered jobs = api.get("/api/v1/jobs");
        assertThat(jobs.json().path("jobs").findValuesAsString("name")).contains("names", "broken");

        Answered job = api.get("/api/v1/jobs/names");
        assertThat(job.json().path("valid").asBoolean()).isTrue();
        assertThat(job.text("definition", "where")).isEqualTo("name is null");

        Answered plan = api.post("/api/v1/jobs/names/plan", "{\"sample\": true}");
        assertThat(plan.status()).as(plan.http().body()).isEqualTo(200);
        assertThat(plan.json().path("rehearsed").path("changedAgain").asInt()).isZero();

        Answered launched = api.post("/api/v1/jobs/names/runs", null);
        assertThat(launched.status()).as(launched.http().body()).isEqualTo(202);
        String run = launched.text("runId");
        assertThat(launched.header("Location")).isEqualTo("/api/v1/runs/" + run);
        api.awaitState(run, "COMPLETED");

        Answered done = api.get("/api/v1/runs/" + run);
        assertThat(done.json().path("eachPartition").get(0).path("state").asString())
                .isEqualTo("DONE");
        assertThat(done.header("ETag")).isEqualTo("\"" + done.text("version") + "\"");
        assertThat(api.target.count("select count(*) from item where name is null"))
                .isZero();
    }

    @Test
    void aBrokenJobSaysWhereItIsWrong() {
        Answered job = api.get("/api/v1/jobs/broken");

        assertThat(job.json().path("valid").asBoolean()).isFalse();
        assertThat(job.json().path("errors").get(0).path("line").asInt()).isPositive();

        Answered launch = api.post("/api/v1/jobs/broken/runs", "{}");
        assertThat(launch.status()).isEqualTo(422);
        assertThat(launch.text("code")).isEqualTo("definition-invalid");
        assertThat(launch.json().path("errors").get(0).path("pointer").asString())
                .startsWith("/");
    }

    @Test
    void wordsAreGivenToTheStateThatWasSeen() {
        api.write("jobs/slow/job.yaml", SLOW);
        String run = api.awaitState(api.launch("slow"), "RUNNING");
        String self = "/api/v1/runs/" + run;
        String tag = api.get(self).header("ETag");

        assertThat(api.post(self + "/actions/cancel", null).status()).isEqualTo(428);
        Answered tuned = api.send("ada", "PATCH", self + "/tuning", "{\"chunk-rows\": 2}", "If-Match", tag);
        assertThat(tuned.status()).as(tuned.http().body()).isEqualTo(200);
        assertThat(tuned.text("tuning", "chunk-rows")).isEqualTo("2");
        Answered stale = api.post(self + "/actions/pause", "{}", "If-Match", tag);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text("code")).isEqualTo("run-changed");

        Answered paused = api.post(self + "/actions/pause", "{\"why\": \"lunch\"}");
        assertThat(paused.text("state")).isIn("PAUSING", "PAUSED");
        api.awaitState(run, "PAUSED");
        Answered status = api.get(self);
        assertThat(status.json().path("holds").get(0).path("why").asString()).isEqualTo("lunch");
        assertThat(api.post(self + "/actions/resume", null).status()).isEqualTo(200);
        api.awaitState(run, "RUNNING");

        assertThat(api.post("/api/v1/jobs/slow/runs?onDuplicate=reject", "{}").status())
                .isEqualTo(409);
        assertThat(api.post("/api/v1/jobs/slow/runs", "{}").status()).isEqualTo(200);
        Answered other = api.post("/api/v1/jobs/slow/runs", "{\"parameters\": {\"last\": 8}}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("links", "run")).isEqualTo(self);

        String now = api.get(self).header("ETag");
        assertThat(api.post(self + "/actions/cancel", null, "If-Match", now).status())
                .isEqualTo(200);
        api.awaitState(run, "CANCELLED");
        assertThat(api.post(self + "/actions/pause", null).text("code")).isEqualTo("run-not-pausable");
    }

    @Test
    void aWordAboutTheRowsThatWereSeenIsNotGivenToThoseThatCameLater() {
        api.write("jobs/later/job.yaml", """
                job: later
                database: shop
                table: item
                where: name is null
                set: { name: "concat('n', 1000 / (length(tokens) - 9))" }
                """);
        api.target.execute("update item set tokens = '123456789' where id = 7");
        String run = api.awaitState(api.launch("later"), "QUARANTINED");
        String self = "/api/v1/runs/" + run;
        String tag = api.get(self).header("ETag");
        assertThat(api.get(self).header("ETag")).isEqualTo(tag);

        api.target.execute("update item set tokens = '123456789', name = null where id = 8");
        api.post(self + "/actions/retry", null);
        Await.until(
                "two rows in quarantine",
                () -> api.target.count("select count(*) from steadfill.quarantine where run_id = '" + run + "'") == 2);
        api.awaitState(run, "QUARANTINED");

        String all = "{\"all\": true, \"why\": \"the one that I saw\"}";
        assertThat(api.post(self + "/actions/waive", all, "If-Match", tag).text("code"))
                .isEqualTo("run-changed");
        api.target.execute("update item set tokens = '' where id in (7, 8)");
        api.post(self + "/actions/retry", null);
        api.awaitState(run, "COMPLETED");
    }

    @Test
    void whatARunChangedIsPutBackAndTheNightsPauseMeanwhile() {
        api.write("jobs/kept/job.yaml", """
                job: kept
                database: shop
                table: item
                where: name is null
                set: { name: "concat('k', id)" }
                undo: { keep: 14d }
                schedule: { cron: '30 1 * * *', zone: Europe/London }
                """);
        String bare = api.awaitState(api.launch("names"), "COMPLETED");
        assertThat(api.post("/api/v1/runs/" + bare + "/actions/undo", "{\"why\": \"x\"}", "If-Match", "*")
                        .text("code"))
                .isEqualTo("run-not-undoable");
        api.target.execute("update item set name = null");
        String run = api.awaitState(api.launch("kept"), "COMPLETED");
        api.target.execute("update item set name = 'mine' where id = 7");
        String undo = "/api/v1/runs/" + run + "/actions/undo";
        String why = "{\"why\": \"wrong names\"}";

        assertThat(api.post(undo, why).status()).isEqualTo(428);
        assertThat(api.post(undo, "{}", "If-Match", "*").status()).isEqualTo(400);
        assertThat(api.send("vic", "POST", undo, why, "If-Match", "*").status()).isEqualTo(403);
        Answered said = api.post(undo, why, "If-Match", "*");
        assertThat(said.status()).as(said.http().body()).isEqualTo(200);
        assertThat(said.text("note")).isEqualTo("the old values of 300 rows are put back");
        api.awaitState(run, "UNDONE");

        assertThat(api.target.count("select count(*) from item where name is null"))
                .isEqualTo(299);
        assertThat(api.get("/api/v1/schedules").http().body()).contains("run " + run + " was undone: wrong names");
        assertThat(api.post(undo, why, "If-Match", "*").text("code")).isEqualTo("run-not-undoable");
    }

    @Test
    void runsAreReadPageByPageAndByFilter() {
        for (int i = 0; i < 3; i++) {
            api.awaitState(api.launch("names"), "COMPLETED");
        }

        List<String> all = new ArrayList<>();
        String next = "/api/v1/runs?job=names&limit=2&state=completed&since=2020-01-01";
        while (!next.isEmpty()) {
            Answered page = api.get(next);
            assertThat(page.status()).as(page.http().body()).isEqualTo(200);
            assertThat(page.json().path("runs").size()).isLessThanOrEqualTo(2);
            all.addAll(page.json().path("runs").findValuesAsString("runId"));
            next = page.text("links", "next");
            assertThat(page.header("Link").isEmpty()).isEqualTo(next.isEmpty());
        }

        assertThat(all).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(all)
                .isEqualTo(api.control.column(
                        String.class,
                        "select run_id from steadfill_control_run where job = 'names' and stage = 'COMPLETED'"
                                + " order by started_at desc, run_id"));
        assertThat(api.get("/api/v1/runs?state=failed&database=elsewhere")
                        .json()
                        .path("runs")
                        .size())
                .isZero();
    }

    @Test
    void aRequestThatIsSentTwiceIsDoneOnce() {
        Answered first = api.post("/api/v1/jobs/names/runs", "{}", "Idempotency-Key", "k-1");
        api.awaitState(first.text("runId"), "COMPLETED");

        Answered again = api.post("/api/v1/jobs/names/runs", "{}", "Idempotency-Key", "\"k-1\"");
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.json()).isEqualTo(first.json());

        Answered other = api.post("/api/v1/jobs/names/runs", "{\"parameters\": {}}", "Idempotency-Key", "k-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency-key-reused");

        api.control.execute("update steadfill_control_request set answer = null where request_key = 'k-1'");
        assertThat(api.post("/api/v1/jobs/names/runs", "{}", "Idempotency-Key", "k-1")
                        .text("code"))
                .isEqualTo("idempotency-key-in-flight");
        Answered otherPerson = api.send("ned", "POST", "/api/v1/jobs/names/runs", "{}", "Idempotency-Key", "k-1");
        assertThat(otherPerson.status()).isEqualTo(202);
        api.awaitState(otherPerson.text("runId"), "COMPLETED");
    }

    @Test
    void aRequestIsNotTakenForDeadWhileItsVerbWorks() throws Exception {
        String stop = "{\"database\": \"shop\", \"table\": \"public.nothing\", \"why\": \"slow\"}";
        String row = " where by_whom = 'ada' and request_key = 'k-3'";
        CompletableFuture<Answered> first;
        try (Connection blocking = api.control.connect();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("lock table steadfill_control_stop in share row exclusive mode");
            first = CompletableFuture.supplyAsync(() -> api.post("/api/v1/stops", stop, "Idempotency-Key", "k-3"));
            Await.until(
                    "the verb to be blocked",
                    () -> api.control.count("select count(*) from pg_locks where not granted"
                                    + " and relation = 'steadfill_control_stop'::regclass")
                            == 1);

            api.control.execute("update steadfill_control_request set begun_at = begun_at - interval '1' hour" + row);
            assertThat(api.post("/api/v1/stops", stop, "Idempotency-Key", "k-3").text("code"))
                    .isEqualTo("idempotency-key-in-flight");
            api.control.execute("update steadfill_control_request set beat_at = beat_at - interval '1' hour" + row);
            Await.until(
                    "a beat",
                    () -> api.control.count("select count(*) from steadfill_control_request" + row
                                    + " and beat_at > current_timestamp - interval '1' minute")
                            == 1);
            api.control.execute("update steadfill_control_request set taken_by = 'another node'" + row);
        }

        assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(api.control.count("select count(*) from steadfill_control_request" + row + " and answer is null"))
                .as("the answer is the other's to give")
                .isEqualTo(1);
        api.send("ada", "DELETE", first.get().header("Location"), null);

        api.control.execute("update steadfill_control_request set beat_at = beat_at - interval '1' hour" + row);
        Answered second = api.post("/api/v1/stops", stop, "Idempotency-Key", "k-3");
        assertThat(second.status()).as("the other node died").isEqualTo(201);
        assertThat(api.post("/api/v1/stops", stop, "Idempotency-Key", "k-3").json())
                .isEqualTo(second.json());
        api.send("ada", "DELETE", second.header("Location"), null);
    }

    @Test
    void aRefusedRequestLeavesItsKeyFree() {
        Answered refused =
                api.post("/api/v1/jobs/names/runs", "{\"parameters\": {\"x\": 1}}", "Idempotency-Key", "k-2");
        assertThat(refused.text("code")).isEqualTo("parameter-invalid");

        assertThat(api.post("/api/v1/jobs/names/runs", "{}", "Idempotency-Key", "k-2")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void quarantineIsShownMaskedWaivedAndExported() {
        api.write("jobs/seven/job.yaml", """
                job: seven
                database: shop
                table: item
                where: name is null
                set: { name: "concat('n', 1000 / (id - 7))" }
                on-waive: { name: "'seven'" }
                """);
        String run = api.awaitState(api.launch("seven"), "QUARANTINED");
        String self = "/api/v1/runs/" + run;

        Answered rows = api.get(self + "/quarantine");
        assertThat(rows.json().path("rows").get(0).path("key").asString()).isEqualTo("7");
        Answered masked = api.send("vic", "GET", self + "/quarantine", null);
        assertThat(masked.json().path("rows").get(0).path("key").asString()).isEqualTo("***");
        assertThat(api.send("vic", "GET", self, null)
                        .json()
                        .path("eachPartition")
                        .get(0)
                        .path("masked")
                        .asBoolean())
                .isTrue();
        Answered csv = api.get(self + "/quarantine", "Accept", "text/csv");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.http().body()).startsWith("\"id\",\"key\"").contains("\"7\",\"OPEN\"");

        String id = rows.json().path("rows").get(0).path("id").asString();
        String waiver = "{\"key\": \"" + id + "\", \"why\": \"it is seven\"}";
        assertThat(api.post(self + "/actions/waive", waiver).status()).isEqualTo(428);
        assertThat(api.send("vic", "POST", self + "/actions/waive", waiver, "If-Match", "*")
                        .status())
                .isEqualTo(403);
        Answered waived = api.post(
                self + "/actions/waive", waiver, "If-Match", api.get(self).header("ETag"));
        assertThat(waived.text("note")).contains("needs nothing more");
        assertThat(api.post(self + "/actions/retry", null).status()).isEqualTo(200);
        api.awaitState(run, "COMPLETED");
    }

    @Test
    void chosenRowsAreTriedAgainAndWaivedAndNoneWhereOneIsUnknown() {
        api.write("jobs/three/job.yaml", """
                job: three
                database: shop
                table: item
                where: name is null
                set: { name: "concat('n', 1000 / ((id - 7) * (id - 8) * (id - 9)))" }
                on-waive: { name: "'waived'" }
                """);
        String run = api.awaitState(api.launch("three"), "QUARANTINED");
        String actions = "/api/v1/runs/" + run + "/actions/";

        Answered unknown = api.post(actions + "retry", "{\"keys\": [\"8\", \"10\"]}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("code")).isEqualTo("quarantine-not-found");
        assertThat(unknown.json().path("unknown").toString()).isEqualTo("[\"10\"]");
        assertThat(api.get("/api/v1/runs/" + run).text("state")).isEqualTo("QUARANTINED");
        assertThat(tries(run)).containsExactly(1, 1, 1);
        for (String none : List.of("{\"keys\": []}", "{\"keys\": [null]}", "{\"keys\": \"8\"}", "{\"key\": \"8\"}")) {
            assertThat(api.post(actions + "retry", none).status()).as(none).isEqualTo(400);
        }
        assertThat(api.send("vic", "POST", actions + "retry", "{\"keys\": [\"8\"]}")
                        .status())
                .isEqualTo(403);

        Answered tried = api.post(actions + "retry", "{\"keys\": [\"8\", \"[\\\"9\\\"]\"]}");
        assertThat(tried.text("note")).isEqualTo("2 rows are tried again");
        Await.until("the chosen rows to be tried", () -> tries(run).equals(List.of(1, 2, 2)));
        api.awaitState(run, "QUARANTINED");

        String body = "{\"keys\": [%s], \"why\": \"no number\"}";
        assertThat(api.post(actions + "waive", body.formatted("\"7\", \"10\""), "If-Match", "*")
                        .status())
                .isEqualTo(404);
        assertThat(api.post(actions + "waive", body.formatted(""), "If-Match", "*")
                        .status())
                .isEqualTo(400);
        assertThat(api.target.count("select count(*) from steadfill.waiver where run_id = '" + run + "'"))
                .isZero();
        Answered waived = api.post(actions + "waive", body.formatted("\"7\", \"9\""), "If-Match", "*");
        assertThat(waived.text("note")).isEqualTo("2 rows were waived");
        assertThat(api.target.column(String.class, "select name from item where id in (7, 8, 9) order by id"))
                .containsExactly("waived", null, "waived");
        api.post(actions + "waive", "{\"all\": true, \"why\": \"the last\"}", "If-Match", "*");
        api.post(actions + "retry", null);
        api.awaitState(run, "COMPLETED");
    }

    @Test
    void theTrailSaysWhichRowsWereWaivedBeforeOneThatTheServerRefused() {
        api.write("jobs/doubtful/job.yaml", """
                job: doubtful
                database: shop
                table: doubtful
                where: name is null
                set: { name: "concat('n', 1000 / (id - id))" }
                on-waive: { name: "'waived'" }
                limits: { quarantine: 100% }
                """);
        api.target.execute(
                "create table doubtful (id bigint primary key, name varchar(40), check (id <> 99 or name is null))",
                "insert into doubtful select g, null from generate_series(1, 120) g");
        String run = api.awaitState(api.launch("doubtful"), "QUARANTINED");

        Answered waived = api.post(
                "/api/v1/runs/" + run + "/actions/waive", "{\"all\": true, \"why\": \"no names\"}", "If-Match", "*");

        assertThat(waived.status()).isEqualTo(422);
        assertThat(waived.http().body())
                .contains("expression-refused", "23514", "on-waive")
                .doesNotContain("Failing row");
        assertThat(api.target.count("select count(*) from doubtful where name = 'waived'"))
                .isEqualTo(100);
        assertThat(api.target.count(
                        "select count(*) from steadfill.quarantine where state = 'OPEN' and run_id = '" + run + "'"))
                .isEqualTo(20);
        JsonNode entries =
                api.get("/api/v1/audit?run=" + run + "&limit=200").json().path("entries");
        assertThat(entries.valueStream()
                        .filter(entry -> entry.path("verb").asString().equals("waive all"))
                        .map(entry -> entry.path("before").asString()))
                .containsExactly("100 rows");
    }

    @Test
    void aRowThatIsWaitedForNoMoreIsRefusedWithoutItsKey() {
        api.write("jobs/secret/job.yaml", """
                job: secret
                database: shop
                table: keyed
                where: name is null
                set: { name: "concat('n', 1000 / length(replace(email, 'anna@example.org', '')))" }
                mask: [email]
                """);
        api.target.execute(
                "create table keyed (email varchar(40) primary key, name varchar(40))",
                "insert into keyed values ('anna@example.org', null), ('bert@example.org', null)");
        String run = api.awaitState(api.launch("secret"), "QUARANTINED");
        String self = "/api/v1/runs/" + run;
        String id = api.get(self + "/quarantine")
                .json()
                .path("rows")
                .get(0)
                .path("id")
                .asString();
        String waiver = "{\"key\": \"" + id + "\", \"why\": \"she is gone\"}";
        Answered waived = api.post(self + "/actions/waive", waiver, "If-Match", "*");
        assertThat(waived.status()).as(waived.http().body()).isEqualTo(200);

        for (String who : List.of("ada", "ned")) {
            Answered again = api.send(who, "POST", self + "/actions/waive", waiver, "If-Match", "*");
            assertThat(again.http().body()).doesNotContain("anna");
            if (who.equals("ada")) {
                assertThat(again.status()).isEqualTo(404);
                assertThat(again.text("code")).isEqualTo("quarantine-not-found");
                assertThat(again.text("key")).isEqualTo(id);
            }
        }
        assertThat(api.target.count("select count(*) from steadfill.waiver where run_id = '" + run + "'"))
                .isOne();
    }

    private static List<Integer> tries(String run) {
        return api.target.column(
                Integer.class,
                "select attempts from steadfill.quarantine where run_id = '" + run + "' order by key_text");
    }

    @Test
    void aStopHoldsWhatRunsRefusesWhatIsNewAndLetsGoWhenItIsLifted() {
        api.write("jobs/stopped/job.yaml", SLOW.replace("job: slow", "job: stopped"));
        String run = api.awaitState(api.launch("stopped"), "RUNNING");

        assertThat(api.post("/api/v1/stops", "{\"why\": \"x\"}").status()).isEqualTo(400);
        assertThat(api.send("ned", "POST", "/api/v1/stops", "{\"database\": \"shop\", \"why\": \"x\"}")
                        .text("code"))
                .isEqualTo("not-permitted");
        Answered stop = api.post(
                "/api/v1/stops",
                "{\"database\": \"shop\", \"table\": \"public.item\", \"why\": \"incident 7\", \"lasts\": \"PT2H\"}");
        assertThat(stop.status()).as(stop.http().body()).isEqualTo(201);
        assertThat(stop.text("expires")).isNotEmpty();
        api.awaitState(run, "WAITING");
        Answered refused = api.post("/api/v1/jobs/names/runs", "{}");
        assertThat(refused.text("code")).isEqualTo("stopped");
        assertThat(refused.text("detail")).contains("incident 7");
        assertThat(api.get("/api/v1/stops").json().path("stops").size()).isEqualTo(1);
        assertThat(api.control.count("select count(*) from steadfill_control_event where kind = 'stopped'"))
                .isEqualTo(1);

        Answered lifted = api.send("ada", "DELETE", stop.header("Location"), null, "Idempotency-Key", "lift-1");
        assertThat(lifted.json().path("freed").asInt()).as(lifted.http().body()).isEqualTo(1);
        api.awaitState(run, "RUNNING");
        Answered again = api.send("ada", "DELETE", stop.header("Location"), null, "Idempotency-Key", "lift-1");
        assertThat(again.json()).isEqualTo(lifted.json());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(api.send("ada", "DELETE", stop.header("Location"), null).text("code"))
                .isEqualTo("stop-not-found");
        api.post("/api/v1/runs/" + run + "/actions/cancel", null, "If-Match", "*");
        api.awaitState(run, "CANCELLED");
    }

    @Test
    void everyAddressThatTheEntryNamesAnswers() {
        Answered root = api.get("/api/v1");

        assertThat(root.json().path("links").size()).isGreaterThan(6);
        root.json().path("links").values().stream()
                // It has no end.
                .filter(link -> !link.asString().endsWith("/events"))
                .forEach(link -> assertThat(api.get(link.asString()).status())
                        .as(link.asString())
                        .isEqualTo(200));
        assertThat(api.get("/api/v1/openapi").json().path("paths").propertyNames())
                .contains("/api/v1/jobs/{name}/runs", "/api/v1/approvals/{id}/actions/approve");
        assertThat(api.get("/api/v1/nodes").json().path("nodes").size()).isEqualTo(1);
        assertThat(api.get("/api/v1/audit?limit=1").header("Link")).contains("cursor=");
    }

    /** Written anew by {@code mvn -B verify -Dtest=ApiIT -Dsteadfill.openapi=write}. */
    @Test
    void theApisDescriptionIsTheOneThatIsKept() throws IOException {
        Path kept = Path.of("src/docs/openapi.yaml");
        String now = api.get("/api/v1/openapi.yaml").http().body();
        if ("write".equals(System.getProperty("steadfill.openapi"))) {
            Files.writeString(kept, now);
        }

        List<String> lines = Files.readAllLines(kept);
        List<String> changed = now.lines().toList();
        int same = 0;
        while (same < Math.min(lines.size(), changed.size()) && lines.get(same).equals(changed.get(same))) {
            same++;
        }
        assertThat(changed)
                .as(
                        "the API is not as src/docs/openapi.yaml says, from its line %d on: look whether its clients bear"
                                + " the change, then write it anew by: mvn -B verify -Dtest=ApiIT -Dsteadfill.openapi=write",
                        same + 1)
                .isEqualTo(lines);
    }

    @Test
    void everyOperationIsDescribedWithItsRefusals() {
        JsonNode description = api.get("/api/v1/openapi").json();
        assertThat(description.path("components").path("securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("bearer", "password");
        assertThat(description.path("servers").get(0).path("url").asString()).isEqualTo("/");
        Set<String> names = new HashSet<>();
        description
                .path("paths")
                .forEach(path -> path.forEach(operation -> {
                    String name = operation.path("operationId").asString();
                    assertThat(names.add(name))
                            .as("another operation called " + name)
                            .isTrue();
                    assertThat(operation.path("summary").asString()).as(name).isNotEmpty();
                    assertThat(operation.path("tags").size()).as(name).isEqualTo(1);
                    assertThat(operation.path("responses").path("default").toString())
                            .as(name)
                            .contains("Refusal");
                }));
        assertThat(names).hasSizeGreaterThan(35);
        assertThat(description
                        .path("components")
                        .path("responses")
                        .path("Refusal")
                        .path("content")
                        .propertyNames())
                .containsExactly("application/problem+json");
    }

    @Test
    void aNumberThatIsShortToSayAndEndlessToWriteIsRefusedAtOnce() {
        api.write("jobs/endless/job.yaml", SLOW.replace("job: slow", "job: endless"));
        String run = api.awaitState(api.launch("endless"), "RUNNING");
        String tuning = "/api/v1/runs/" + run + "/tuning";
        long begun = System.nanoTime();
        for (String number : List.of("1e999999999", "-1e2147483647", "1e-2147483647", "1e99999999999")) {
            refusedAsInvalid(
                    number, api.post("/api/v1/jobs/endless/runs", "{\"parameters\": {\"last\": " + number + "}}"));
            refusedAsInvalid(
                    number, api.post("/api/v1/jobs/endless/plan", "{\"parameters\": {\"last\": " + number + "}}"));
            refusedAsInvalid(
                    number, api.send("ada", "PATCH", tuning, "{\"chunk-rows\": " + number + "}", "If-Match", "*"));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));

        assertThat(api.get("/api/v1/runs/" + run).json().path("tuning").size()).isZero();
        assertThat(api.send("ada", "PATCH", tuning, "{\"chunk-rows\": 2e0}", "If-Match", "*")
                        .text("tuning", "chunk-rows"))
                .isEqualTo("2");
        api.post("/api/v1/runs/" + run + "/actions/cancel", null, "If-Match", "*");
        api.awaitState(run, "CANCELLED");
    }

    private static void refusedAsInvalid(String what, Answered answer) {
        assertThat(answer.status()).as("%s: %s", what, answer.http().body()).isIn(400, 422);
        assertThat(answer.text("code")).as(what).isEqualTo("request-invalid");
    }

    @Test
    void whatNobodyCanReadIsRefusedWithWordsThatHelp() {
        for (String[] wrong : new String[][] {
            {"POST", "/api/v1/jobs/names/runs", "{bad", "400"},
            {"POST", "/api/v1/jobs/names/runs", "[]", "400"},
            {"POST", "/api/v1/jobs/names/runs", "{\"params\": {}}", "400"},
            {"POST", "/api/v1/stops", "{\"why\": " + "9".repeat(2_000_000) + "}", "413"},
            {"GET", "/api/v1/runs?limit=many", null, "400"},
            {"GET", "/api/v1/audit?since=yesterday", null, "400"},
            {"GET", "/api/v1/schedules?nights=-1", null, "400"},
            {"GET", "/api/v1/approvals/' or 1=1 --".replace(" ", "%20").replace("'", "%27"), null, "404"},
            {"POST", "/api/v1/approvals/nope/actions/refuse", "{}", "400"},
            {"POST", "/api/v1/schedules/names/actions/pause", "{\"why\": \"x\", \"lasts\": \"soon\"}", "400"},
            {"POST", "/api/v1/schedules/names/actions/pause", "{\"why\": \"x\", \"lasts\": \"30\"}", "400"},
            {"POST", "/api/v1/stops", "{\"everything\": true, \"why\": \"x\", \"lasts\": \"30\"}", "400"},
            {"GET", "/api/v1/runs/nope/report", null, "404"},
            {"GET", "/api/v1/nothing", null, "404"},
            {"PUT", "/api/v1/jobs", "{}", "405"},
        }) {
            Answered refused = api.send("ada", wrong[0], wrong[1], wrong[2]);
            assertThat(refused.status()).as(wrong[0] + " " + wrong[1]).isEqualTo(Integer.parseInt(wrong[3]));
            assertThat(refused.header("Content-Type")).as(wrong[1]).startsWith("application/problem+json");
            assertThat(refused.text("type")).as(wrong[1]).startsWith("/problems/");
            assertThat(refused.text("detail")).as(wrong[1]).isNotEmpty();
        }
    }

    @Test
    void aDateOfAScheduleIsSkippedOnceAndTakenBack() {
        String monthly = """
                job: %s
                database: shop
                table: item
                where: name = 'never'
                set: { name: "'ever'" }
                schedule: { cron: "30 1 1 * *", zone: UTC }
                %s
                """;
        api.write("jobs/monthly/job.yaml", monthly.formatted("monthly", ""));
        api.write("jobs/sums/job.yaml", monthly.formatted("sums", "depends-on: [monthly]"));
        String one = "/api/v1/schedules/monthly";
        String date = second(one).path("date").asString();
        String body = "{\"businessDate\": \"%s\", \"why\": \"stocktake\"}".formatted(date);

        assertThat(api.send("vic", "POST", one + "/actions/skip", body).text("code"))
                .isEqualTo("not-permitted");
        assertThat(api.post(one + "/actions/skip", "{\"why\": \"stocktake\"}").status())
                .isEqualTo(400);
        assertThat(api.post(one + "/actions/skip", "{\"businessDate\": \"%s\"}".formatted(date))
                        .status())
                .isEqualTo(400);
        Answered skipped = api.post(one + "/actions/skip", body, "Idempotency-Key", "skip-1");
        assertThat(skipped.status()).as(skipped.http().body()).isEqualTo(200);
        assertThat(skipped.text("due")).isEqualTo(date + "T01:30:00Z");
        assertThat(skipped.text("skip", "why")).isEqualTo("stocktake");
        assertThat(skipped.json().path("dependents").get(0).asString()).isEqualTo("sums");
        assertThat(api.post(one + "/actions/skip", body, "Idempotency-Key", "skip-1")
                        .http()
                        .body())
                .isEqualTo(skipped.http().body());
        assertThat(api.control.count("select count(*) from steadfill_control_audit where verb = 'skip date'"
                        + " and job = 'monthly'"))
                .isEqualTo(1);
        assertThat(second(one).path("note").asString()).isEqualTo("skipped by ada: stocktake");
        assertThat(second(one).path("runs").asBoolean()).isFalse();
        Answered launched = api.post("/api/v1/jobs/monthly/runs", "{\"businessDate\": \"%s\"}".formatted(date));
        assertThat(launched.status()).isEqualTo(409);
        assertThat(launched.text("code")).isEqualTo("date-skipped");

        String back = "{\"businessDate\": \"%s\"}".formatted(date);
        assertThat(api.send("vic", "POST", one + "/actions/unskip", back).text("code"))
                .isEqualTo("not-permitted");
        assertThat(api.post(one + "/actions/unskip", back).status()).isEqualTo(200);
        assertThat(second(one).path("runs").asBoolean()).isTrue();
        Answered again = api.post(one + "/actions/unskip", back);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("date-settled");
        Answered none = api.post(one + "/actions/skip", body.replace(date, "2030-05-02"));
        assertThat(none.text("detail")).contains("is no date of the schedule").contains("the next dates are ");
    }

    @Test
    void daysOfManySchedulesAreSkippedInOneWordAndTakenBack() {
        for (String job : List.of("freeze-a", "freeze-b")) {
            api.write("jobs/" + job + "/job.yaml", """
                    job: %s
                    database: shop
                    table: item
                    where: name = 'never'
                    set: { name: "'ever'" }
                    schedule: { cron: "30 1 27 2 *", zone: UTC }
                    """.formatted(job));
        }
        int year = LocalDate.now(ZoneOffset.UTC).getYear() + 1;
        String days = "\"from\": \"%d-02-26\", \"to\": \"%d-02-28\"".formatted(year, year);
        String skip = "/api/v1/schedules/actions/skip";
        String unskip = "/api/v1/schedules/actions/unskip";
        String why = ", \"why\": \"freeze\"}";

        for (String wrong : List.of(
                "{" + days + why,
                "{" + days + ", \"everything\": false" + why,
                "{" + days + ", \"everything\": true, \"database\": \"shop\"" + why,
                "{" + days + ", \"jobs\": []" + why,
                "{" + days + ", \"everything\": true}",
                "{\"from\": \"2027-02-03\", \"to\": \"2027-02-02\", \"everything\": true" + why,
                "{\"from\": \"2027-02-03\", \"to\": \"2027-09-02\", \"everything\": true" + why,
                "{\"from\": \"2027-02-03\", \"everything\": true" + why)) {
            assertThat(api.post(skip, wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(api.send("vic", "POST", skip, "{" + days + ", \"jobs\": [\"freeze-a\"]" + why)
                        .text("code"))
                .isEqualTo("not-permitted");
        Answered left = api.send("vic", "POST", skip, "{" + days + ", \"database\": \"shop\"" + why);
        assertThat(left.text("code")).isEqualTo("date-settled");
        assertThat(left.text("detail")).contains("it takes an operator of the job");
        assertThat(api.post(skip, "{" + days + ", \"database\": \"nowhere\"" + why)
                        .text("code"))
                .isEqualTo("schedule-not-found");
        assertThat(api.post(skip, "{" + days + ", \"jobs\": [\"freeze-a\", \"names\"]" + why)
                        .text("code"))
                .isEqualTo("schedule-not-found");

        assertThat(api.control.count("select count(*) from steadfill_control_audit where verb = 'skip date'"
                        + " and job like 'freeze%'"))
                .as("words of refused requests")
                .isZero();

        Answered said = api.post(skip, "{" + days + ", \"database\": \"shop\"" + why);
        assertThat(said.status()).as(said.http().body()).isEqualTo(200);
        assertThat(said.json().path("dates").size()).isEqualTo(2);
        assertThat(said.json().path("dates").get(0).path("job").asString()).isEqualTo("freeze-a");
        assertThat(said.json().path("dates").get(0).path("date").asString()).isEqualTo(year + "-02-27");
        assertThat(api.post("/api/v1/jobs/freeze-b/runs", "{\"businessDate\": \"" + year + "-02-27\"}")
                        .text("code"))
                .isEqualTo("date-skipped");

        String one = "{" + days + ", \"jobs\": [\"freeze-b\"]}";
        assertThat(api.send("vic", "POST", unskip, one).text("code")).isEqualTo("not-permitted");
        assertThat(api.post(unskip, one).json().path("dates").size()).isEqualTo(1);
        assertThat(api.post(unskip, one).text("detail")).contains("nobody has one of these schedules skipped");
        assertThat(api.get("/api/v1/schedules/freeze-a")
                        .json()
                        .path("skippedDates")
                        .get(0)
                        .path("why")
                        .asString())
                .isEqualTo("freeze");
        assertThat(api.post(unskip, "{" + days + ", \"everything\": true}").status())
                .isEqualTo(200);
    }

    /** The date after the next. */
    private static JsonNode second(String schedule) {
        return api.get(schedule).json().path("next").get(1);
    }

    @Test
    void nobodyDoesWhatHisRoleDoesNotAllow() {
        assertThat(api.send(null, "GET", "/api/v1/jobs", null).status()).isEqualTo(401);
        assertThat(api.send("vic", "POST", "/api/v1/jobs/names/runs", "{}").text("code"))
                .isEqualTo("not-permitted");
        assertThat(api.send("ned", "GET", "/api/v1/jobs", null)
                        .json()
                        .path("jobs")
                        .findValuesAsString("name"))
                .containsExactly("names");
        assertThat(api.send("ned", "GET", "/api/v1/jobs/slow", null).status()).isIn(403, 404);
    }

    @Test
    void noAnswerLinksToNowhere() {
        String run = api.awaitState(api.launch("names"), "COMPLETED");
        for (String from : List.of("/api/v1", "/api/v1/jobs/names", "/api/v1/runs/" + run)) {
            api.get(from).json().path("links").values().stream()
                    .filter(link -> !link.asString().equals("/api/v1/events"))
                    .forEach(link -> assertThat(api.get(link.asString()).status())
                            .as(from + " links to " + link)
                            .isEqualTo(200));
        }
        assertThat(api.get("/api/v1/openapi").json().path("paths").propertyNames())
                .contains("/api/v1/jobs/{name}/runs");
        assertThat(api.send(null, "GET", "/api/v1/openapi", null).status()).isEqualTo(401);
    }

    @Test
    void everyProblemHasAPageForPeopleAndForPrograms() {
        Answered page = api.send(null, "GET", "/problems/run-changed", null, "Accept", "text/html");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.http().body()).contains("<h2>What to do</h2>").contains("<code>ETag</code>");

        Answered json = api.send(null, "GET", "/problems/run-changed", null);
        assertThat(json.text("code")).isEqualTo("run-changed");
        assertThat(api.get("/problems").json().size()).isEqualTo(Problem.values().length);
        assertThat(api.get("/problems/run-chnged").http().body()).contains("did you mean 'run-changed'?");
    }
}
