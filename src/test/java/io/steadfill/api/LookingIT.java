package io.steadfill.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.api.ServedApi.Answered;
import io.steadfill.testing.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What can be looked at without a change: databases with their signals, the data of a run that is over, and where a run's time went. */
class LookingIT {

    private static final String SECRET = "s3cret-of-the-target";

    @TempDir
    private static Path folder;

    private static ServedApi api;

    @BeforeAll
    static void serve() {
        api = new ServedApi(
                folder,
                Map.of(
                        "steadfill.databases.gone.url",
                        "jdbc:postgresql://127.0.0.1:1/gone?user=mallory&password=" + SECRET,
                        "steadfill.databases.gone.production",
                        "true"));
        api.person("otto", false, "viewer:other*");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void databasesAreShownWithTheirSignalsAndWithoutTheirSecrets() {
        Answered all = api.get("/api/v1/databases");
        assertThat(all.status()).as(all.http().body()).isEqualTo(200);
        assertThat(all.json().path("databases").findValuesAsString("name")).containsExactly("gone", "shop");
        assertThat(all.http().body()).doesNotContain(SECRET, "mallory", "jdbc:");

        JsonNode gone = all.json().path("databases").get(0);
        assertThat(gone.path("reachable").asBoolean()).isFalse();
        assertThat(gone.path("says").asString()).contains("cannot be reached");
        assertThat(gone.path("production").asBoolean()).isTrue();

        Answered shop = api.get("/api/v1/databases/shop");
        assertThat(shop.json().path("reachable").asBoolean())
                .as(shop.http().body())
                .isTrue();
        assertThat(shop.text("vendor")).isEqualTo("postgresql");
        assertThat(shop.text("version")).matches("1[4-9].*");
        assertThat(shop.json().path("signals").findValuesAsString("signal")).contains("lock-waiters", "replica-lag");
        assertThat(shop.json().path("signals").findValuesAsString("says"))
                .anySatisfy(says -> assertThat(says).contains("limit"));
        assertThat(shop.json().path("pools").path("bookkeeping").path("most").asInt())
                .isPositive();
    }

    @Test
    void aDatabaseIsShownToThoseWhoseJobsWorkOnIt() {
        assertThat(api.send("ned", "GET", "/api/v1/databases", null)
                        .json()
                        .path("databases")
                        .findValuesAsString("name"))
                .containsExactly("shop");
        assertThat(api.send("otto", "GET", "/api/v1/databases", null)
                        .json()
                        .path("databases")
                        .size())
                .isZero();
        Answered hidden = api.send("otto", "GET", "/api/v1/databases/shop", null);
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.text("code")).isEqualTo("database-not-found");
        assertThat(api.get("/api/v1/databases/shp").text("detail")).contains("did you mean 'shop'?");
        assertThat(api.get("/api/v1/jobs/names").text("links", "database")).isEqualTo("/api/v1/databases/shop");
    }

    @Test
    void activeRunsAndStopsAreShownAtTheirDatabaseAndTheTimeLostAtTheRun() {
        // More rows than a quick machine works off before it is told to stop.
        api.target.execute(
                "create table resting (id bigint primary key, tokens varchar(200) not null default '')",
                "insert into resting (id) select g from generate_series(1, 20000) g");
        api.write("jobs/resting/job.yaml", """
                job: resting
                database: shop
                table: resting
                once: true
                set: { tokens: "concat(tokens, 'x')" }
                limits: { chunk-rows: 1, duty: 2% }
                """);
        String run = api.awaitState(api.launch("resting"), "RUNNING");

        Answered working = api.get("/api/v1/databases/shop");
        assertThat(working.json().path("runs").findValuesAsString("runId")).contains(run);
        assertThat(working.json().path("signals").findValuesAsString("signal")).contains("lock-waiters");
        String stop = api.post("/api/v1/stops", "{\"database\": \"shop\", \"why\": \"incident 8\"}")
                .header("Location");
        assertThat(api.get("/api/v1/databases/shop").json().path("stops").findValuesAsString("why"))
                .containsExactly("incident 8");
        assertThat(api.get("/api/v1/databases/gone").json().path("stops").size())
                .isZero();
        api.send("ada", "DELETE", stop, null);

        String self = "/api/v1/runs/" + run;
        Await.until(
                "the first minute of waiting",
                () -> api.get(self + "/throttle").json().path("minutes").size() > 0);
        Answered lost = api.send("vic", "GET", self + "/throttle?limit=1", null);
        JsonNode minute = lost.json().path("minutes").get(0);
        assertThat(minute.path("signal").asString()).isEqualTo("duty");
        assertThat(minute.path("lostMillis").asLong()).isPositive();
        assertThat(minute.path("says").asString()).contains("2 %");
        assertThat(api.get(self + "/throttle?cursor=99999999999")
                        .json()
                        .path("minutes")
                        .size())
                .isZero();
        assertThat(api.get(self + "/throttle?limit=0").status()).isEqualTo(400);

        assertThat(api.post(self + "/verify", null).text("code")).isEqualTo("run-not-verifiable");
        api.post(self + "/actions/cancel", null, "If-Match", "*");
        api.awaitState(run, "CANCELLED");
    }

    @Test
    void theDataOfARunThatIsOverIsAskedAgain() {
        api.target.execute("update item set name = null");
        String run = api.awaitState(api.launch("names"), "COMPLETED");
        String self = "/api/v1/runs/" + run;
        assertThat(api.get(self).json().path("allowed").toString()).contains("verify");

        JsonNode clean = awaitEnd(api.post(self + "/verify", null));
        assertThat(clean.path("state").asString()).as(clean.toString()).isEqualTo("DONE");
        assertThat(clean.path("found").path("clean").asBoolean()).isTrue();

        api.target.execute("update item set name = null where id in (7, 8)");
        Answered asked = api.post(self + "/verify", "{}", "Idempotency-Key", "look-1");
        JsonNode found = awaitEnd(asked);
        assertThat(found.path("found").path("rowsLeft").asLong()).isEqualTo(2);
        assertThat(found.path("found").path("sample").toString()).contains("7");
        assertThat(api.post(self + "/verify", "{}", "Idempotency-Key", "look-1").header("Location"))
                .isEqualTo(asked.header("Location"));
        assertThat(api.send("vic", "GET", asked.header("Location"), null)
                        .json()
                        .path("found")
                        .path("sample")
                        .toString())
                .isEqualTo("[\"***\",\"***\"]");
        assertThat(api.get(self + "/verifications").json().path("verifications").size())
                .isEqualTo(2);
        JsonNode recomputed = awaitEnd(api.post(self + "/verify", "{\"recompute\": \"all\"}"));
        assertThat(recomputed.path("found").path("recomputed").path("compared").asLong())
                .as(recomputed.toString())
                .isEqualTo(ServedApi.ROWS - 2);

        assertThat(api.send("vic", "POST", self + "/verify", "{}").text("code")).isEqualTo("not-permitted");
        assertThat(api.post(self + "/verify", "{\"recompute\": \"some\"}").status())
                .isEqualTo(400);
        assertThat(api.get(self + "/verifications/v-nope").text("code")).isEqualTo("verification-not-found");
        assertThat(api.get("/api/v1/audit?run=" + run + "&verb=verify")
                        .json()
                        .path("entries")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void whatKeptALookFromBeingDoneIsForThoseWhoSeeRows() {
        api.write("jobs/halfway/job.yaml", """
                job: halfway
                database: shop
                table: item
                once: true
                set: { tokens: "concat(tokens, 'x')" }
                limits: { chunk-rows: 1, duty: 1% }
                """);
        String run = api.launch("halfway");
        String self = "/api/v1/runs/" + run;
        Await.until("the first row", () -> api.target.count("select count(*) from item where tokens <> ''") > 0);
        api.post(self + "/actions/cancel", null, "If-Match", "*");
        api.awaitState(run, "CANCELLED");

        Answered asked = api.post(self + "/verify", null);
        JsonNode failed = awaitEnd(asked);
        assertThat(failed.path("state").asString()).as(failed.toString()).isEqualTo("FAILED");
        assertThat(failed.path("says").asString()).containsPattern("it stands at [^ ]*[0-9]");
        for (String path : List.of(asked.header("Location"), self + "/verifications")) {
            assertThat(api.send("vic", "GET", path, null).http().body())
                    .as(path)
                    .contains("coverage-broken", "\"says\":\"***\"")
                    .doesNotContain("stands at");
        }
    }

    private static JsonNode awaitEnd(Answered asked) {
        assertThat(asked.status()).as(asked.http().body()).isEqualTo(202);
        String at = asked.header("Location");
        Await.until("the end of " + at, () -> !api.get(at).text("state").equals("RUNNING"));
        return api.get(at).json();
    }

    @Test
    void aVerificationWhoseProcessIsGoneSaysSo() {
        api.target.execute("update item set name = null");
        String run = api.awaitState(api.launch("names"), "COMPLETED");
        api.control.execute("insert into steadfill_control_verification (verification_id, run_id, by_whom, beat_at)"
                + " values ('v-lost', '" + run + "', 'ada', current_timestamp - interval '5' minute)");

        assertThat(api.get("/api/v1/runs/" + run + "/verifications/v-lost").text("state"))
                .isEqualTo("LOST");
        assertThat(awaitEnd(api.post("/api/v1/runs/" + run + "/verify", null))
                        .path("state")
                        .asString())
                .isEqualTo("DONE");
    }
}
