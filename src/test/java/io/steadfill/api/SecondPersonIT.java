package io.steadfill.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.api.ServedApi.Answered;
import io.steadfill.run.Launched;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import io.steadfill.schedule.DateLauncher;
import io.steadfill.testing.Await;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What waits for a second person on a database that is not marked production, and how nights wait for nobody. */
class SecondPersonIT {

    private static final String PURGE = """
            job: purge
            database: shop
            table: old
            where: id <= 10
            delete: true
            schedule: { cron: "30 1 * * *", zone: UTC }
            """;
    private static final String MAPPED = """
            job: mapped
            database: shop
            table: land
            where: name is null
            transform: { name: { lookup: { from: code, file: lands.csv } } }
            schedule: { cron: "30 1 * * *", zone: UTC }
            """;

    private static final String SEAS = """
            job: seas
            database: shop
            table: sea
            where: name is null
            transform: { name: { lookup: { from: code, file: seas.csv } } }
            """;

    @TempDir
    private static Path folder;

    private static ServedApi api;

    @BeforeAll
    static void serve() {
        api = new ServedApi(
                folder,
                Map.of("steadfill.approval.required-for", "delete,undo", "steadfill.approval.rows-max", "1000"));
        api.person("bob", false, "approver");
        api.person("eve", false, "operator", "approver");
        api.write("jobs/purge/job.yaml", PURGE);
        api.write("jobs/mapped/job.yaml", MAPPED);
        api.write("jobs/mapped/lands.csv", "de,Germany\n");
        api.write("jobs/seas/job.yaml", SEAS);
        api.write("jobs/seas/seas.csv", "no,North Sea\n");
        api.target.execute(
                "create table old (id bigint primary key)",
                "create table land (id bigint primary key, code varchar(2) not null, name varchar(40))",
                "insert into land select g, 'de', null from generate_series(1, 1500) g",
                "analyze land",
                "create table sea (id bigint primary key, code varchar(2) not null, name varchar(40))",
                "insert into sea select g, case g when 7 then 'xx' else 'no' end, null from generate_series(1, 1500) g",
                "analyze sea");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void anUndoThatWaitsIsToldOfOnce() {
        api.write("jobs/back/job.yaml", """
                job: back
                database: shop
                table: item
                where: tokens = ''
                set: { tokens: "'x'" }
                undo: { keep: 14d }
                """);
        String run = api.awaitState(api.launch("back"), "COMPLETED");
        String undo = "/api/v1/runs/" + run + "/actions/undo";

        String seen = api.get("/api/v1/runs/" + run).header("ETag");
        Answered asked = api.post(undo, "{\"why\": \"it was wrong\"}", "If-Match", seen);
        assertThat(asked.text("code")).as(asked.http().body()).isEqualTo("approval-required");
        assertThat(api.post(undo, "{\"why\": \"it was wrong\"}", "If-Match", seen)
                        .text("approval"))
                .isEqualTo(asked.text("approval"));

        assertThat(api.context.getBean(RunEvents.class).of(run, 0, 100).stream()
                        .filter(event -> event.kind().equals(RunEvent.APPROVAL)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.by()).isEqualTo("ada");
                    assertThat(event.says()).isEqualTo(asked.text("approval") + ": undo");
                });
    }

    @Test
    void aStandingYesLetsTheNightsThroughThatAreWhatWasSeenAndNothingElse() {
        Answered nights = api.send("bob", "GET", "/api/v1/standing-approvals/purge", null);
        assertThat(nights.text("what", "sql")).isEqualTo("delete from old\nwhere id <= 10");
        String given =
                "{\"hash\": \"%s\", \"why\": \"looked at it\", \"lasts\": \"90d\"}".formatted(nights.text("hash"));
        String give = "/api/v1/standing-approvals/purge/actions/give";
        assertWaits(night("2026-01-01"));
        assertThat(api.send("ned", "POST", give, given).status()).isEqualTo(403);
        assertThat(api.send("bob", "POST", give, given.replace(nights.text("hash"), "another"))
                        .text("code"))
                .isEqualTo("approval-closed");

        Answered said = api.send("bob", "POST", give, given);
        assertThat(said.status()).as(said.http().body()).isEqualTo(200);
        assertThat(api.get("/api/v1/standing-approvals/purge")
                        .json()
                        .path("covers")
                        .asBoolean())
                .isTrue();

        Launched through = night("2026-01-02");
        api.awaitState(through.runId(), "COMPLETED");
        JsonNode approval = approvalOf(through.runId());
        assertThat(approval.path("state").asString()).isEqualTo("USED");
        assertThat(approval.path("decidedBy").asString()).isEqualTo("bob");
        assertThat(approval.path("why").asString())
                .isEqualTo("standing approval " + said.text("id") + ": looked at it");

        // A person is no night, also not one who names a date that the schedule had.
        api.control.execute("insert into steadfill_control_slot (job, business_date, due_at)"
                + " values ('purge', '2026-01-03', timestamp '2026-01-03 01:30:00')");
        assertWaits(api.post("/api/v1/jobs/purge/runs", "{\"businessDate\": \"2026-01-03\"}")
                .text("runId"));
        // A date that never came is none either.
        Launched early = launcher().launch("purge", LocalDate.of(2040, 1, 1));
        assertWaits(early);

        api.write("jobs/purge/job.yaml", PURGE.replace("10", "11"));
        assertWaits(night("2026-01-04"));
        assertThat(states("purge")).containsExactly("VOID");
        api.write("jobs/purge/job.yaml", PURGE);
        assertWaits(night("2026-01-05"));

        assertThat(api.send("bob", "POST", give, given).status()).isEqualTo(200);
        assertThat(api.send("bob", "POST", "/api/v1/standing-approvals/purge/actions/revoke", "{\"why\": \"audit\"}")
                        .text("state"))
                .isEqualTo("REVOKED");
        assertWaits(night("2026-01-06"));

        assertThat(api.send("bob", "POST", give, given).status()).isEqualTo(200);
        api.control.execute("update steadfill_control_standing set expires_at = given_at where job_key is not null");
        assertWaits(night("2026-01-07"));
        assertThat(states("purge")).containsExactly("EXPIRED", "REVOKED", "VOID");
        assertThat(api.get("/api/v1/audit?job=purge&limit=200").json().findValuesAsString("verb"))
                .contains("standing approve", "standing revoke", "standing void", "approve by standing");
    }

    @Test
    void aTableOverTheLimitWaitsAndSoDoesAMappingThatIsAnotherThanTheOneThatWasApproved() {
        String first = api.get("/api/v1/standing-approvals/mapped").text("hash");
        String run = api.launch("mapped");
        assertThat(approvalOf(run).path("what").path("because").get(0).asString())
                .endsWith("more than 1000");
        assertThat(approvalOf(run).path("what").path("transforms").get(0).asString())
                .contains("lands.csv sha256:");

        api.write("jobs/mapped/lands.csv", "de,Deutschland\n");
        String asked = approvalOf(run).path("id").asString();
        assertThat(api.send("bob", "POST", "/api/v1/approvals/" + asked + "/actions/approve", "{}")
                        .status())
                .isEqualTo(200);

        Await.until(
                "another request", () -> !approvalOf(run).path("id").asString().equals(asked));
        assertThat(api.get("/api/v1/approvals/" + asked).text("approval", "state"))
                .isEqualTo("VOID");
        assertThat(api.get("/api/v1/standing-approvals/mapped").text("hash")).isNotEqualTo(first);
        assertThat(api.target.count("select count(*) from land where name is not null"))
                .isZero();

        String again = approvalOf(run).path("id").asString();
        assertThat(api.send("bob", "POST", "/api/v1/approvals/" + again + "/actions/approve", "{}")
                        .status())
                .isEqualTo(200);
        api.awaitState(run, "COMPLETED");
        assertThat(api.target.count("select count(*) from land where name = 'Deutschland'"))
                .isEqualTo(1500);
    }

    @Test
    void whoeverEditsAMappingAndResumesSomebodyElsesRunDoesNotApproveThat() {
        String run = api.launch("seas");
        assertThat(approve("bob", run).status()).isEqualTo(200);
        api.awaitState(run, "QUARANTINED");
        String first = approvalOf(run).path("id").asString();
        api.write("jobs/seas/seas.csv", "no,North Sea\nxx,of eve\n");

        Answered resumed = api.send("eve", "POST", "/api/v1/runs/" + run + "/actions/resume", null, "If-Match", "*");

        assertThat(resumed.status()).as(resumed.http().body()).isLessThan(300);
        Await.until(
                "another request", () -> !approvalOf(run).path("id").asString().equals(first));
        assertThat(approvalOf(run).path("askedBy").asString()).isEqualTo("eve");
        assertThat(approve("eve", run).text("code")).isEqualTo("approval-own");
        assertThat(approve("bob", run).status()).isEqualTo(200);
        api.awaitState(run, "COMPLETED");
    }

    private static Answered approve(String who, String run) {
        String request = approvalOf(run).path("id").asString();
        return api.send(who, "POST", "/api/v1/approvals/" + request + "/actions/approve", "{}");
    }

    @Test
    void whoeverAskedTakesItBackAndNobodyElse() {
        String run = api.launch("purge");
        String actions = "/api/v1/approvals/" + approvalOf(run).path("id").asString() + "/actions/";
        assertThat(api.get("/api/v1/approvals/" + run).json().path("allowed").toString())
                .contains("withdraw")
                .doesNotContain("\"approve\"");
        Answered others = api.send("bob", "POST", actions + "withdraw", null);
        assertThat(others.text("code")).isEqualTo("not-permitted");

        Answered back = api.post(actions + "withdraw", "{\"why\": \"the owner called\"}");
        assertThat(back.text("approval", "state")).as(back.http().body()).isEqualTo("WITHDRAWN");
        assertThat(api.get("/api/v1/runs/" + run).text("state")).isEqualTo("CANCELLED");
        assertThat(api.send("bob", "POST", actions + "approve", "{}").text("code"))
                .isEqualTo("approval-closed");
        assertThat(api.post(actions + "withdraw", null).text("code")).isEqualTo("approval-closed");
        assertThat(api.get("/api/v1/audit?run=" + run).json().findValuesAsString("verb"))
                .contains("withdraw");
    }

    @Test
    void anApproverOfOneJobSeesItsRequestsHoweverManyThereAreOfOthers() {
        api.person("sam", false, "approver:solo");
        String request = "insert into steadfill_control_approval (approval_id, kind, job, database_name, run_id, hash,"
                + " open_key, what, state, asked_by, asked_at, expires_at)"
                + " select '%1$s-' || g, 'RUN', '%2$s', 'shop', 'r-%1$s', 'h', '%1$s-' || g, '{}', 'OPEN', 'ada',"
                + " current_timestamp + interval '%3$d' minute, current_timestamp + interval '1' day"
                + " from generate_series(1, %4$d) g";
        String word = "insert into steadfill_control_standing (standing_id, job, database_name, hash, what, why,"
                + " given_by, given_at, expires_at, end_state)"
                + " select '%1$s-' || g, '%2$s', 'shop', 'h', '{}', 'why', 'bob',"
                + " current_timestamp + interval '%3$d' minute, current_timestamp, 'REVOKED'"
                + " from generate_series(1, %4$d) g";
        api.control.execute(
                request.formatted("older", "purge", -10, 60),
                request.formatted("newer", "purge", 10, 60),
                request.formatted("his", "solo", 0, 1),
                word.formatted("newer", "mapped", 10, 60),
                word.formatted("his", "solo", 0, 1));

        for (String list : List.of("/api/v1/approvals", "/api/v1/approvals?all=true")) {
            assertThat(api.send("sam", "GET", list, null)
                            .json()
                            .path("approvals")
                            .valueStream()
                            .map(one -> one.path("approval").path("id").asString()))
                    .as(list)
                    .containsExactly("his-1");
        }
        assertThat(api.send("sam", "GET", "/api/v1/standing-approvals?all=true", null)
                        .json()
                        .path("standing")
                        .findValuesAsString("id"))
                .containsExactly("his-1");
        assertThat(api.send("ned", "GET", "/api/v1/approvals", null)
                        .json()
                        .path("approvals")
                        .size())
                .isZero();
        assertThat(api.get("/api/v1/approvals").json().path("approvals").size()).isEqualTo(50);
        api.control.execute(
                "delete from steadfill_control_approval where hash = 'h'",
                "delete from steadfill_control_standing where hash = 'h'");
    }

    @Test
    void whatIsNotNamedAndSmallWaitsForNobody() {
        assertThat(api.send("ned", "POST", "/api/v1/jobs/names/plan", "{\"sample\": true}")
                        .status())
                .isEqualTo(200);
        api.awaitState(api.launch("names"), "COMPLETED");

        JsonNode planned = api.get("/api/v1/audit?job=names&verb=plan")
                .json()
                .path("entries")
                .get(0);
        assertThat(planned.path("by").asString()).isEqualTo("ned");
        assertThat(planned.path("after").asString()).isEqualTo("with a chunk that is rolled back, {}");
        assertThat(api.get("/api/v1/standing-approvals/names").text("code")).isEqualTo("schedule-not-found");
    }

    private static Launched night(String date) {
        api.control.execute("insert into steadfill_control_slot (job, business_date, due_at) values ('purge', '" + date
                + "', timestamp '" + date + " 01:30:00')");
        return launcher().launch("purge", LocalDate.parse(date));
    }

    private static DateLauncher launcher() {
        return api.context.getBean(DateLauncher.class);
    }

    private static void assertWaits(Launched launched) {
        assertThat(launched.waits()).isTrue();
        assertWaits(launched.runId());
    }

    /** And makes room for the next one. */
    private static void assertWaits(String run) {
        assertThat(api.get("/api/v1/runs/" + run).text("state")).isEqualTo("WAITING");
        assertThat(approvalOf(run).path("state").asString()).isEqualTo("OPEN");
        assertThat(api.post("/api/v1/runs/" + run + "/actions/cancel", null, "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode approvalOf(String run) {
        return api.get("/api/v1/approvals/" + run).json().path("approval");
    }

    private static List<String> states(String job) {
        return api.get("/api/v1/standing-approvals?all=true")
                .json()
                .path("standing")
                .valueStream()
                .filter(one -> one.path("job").asString().equals(job))
                .map(one -> one.path("state").asString())
                .toList();
    }
}
