package io.steadfill.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.api.ServedApi.Answered;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import io.steadfill.testing.Await;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams of events over real HTTP: nothing is lost, nothing is told twice, nothing is told to whom it does not concern. */
@Timeout(180)
class EventsIT {

    @TempDir
    private static Path folder;

    private static ServedApi api;

    @BeforeAll
    static void serve() {
        api = new ServedApi(folder);
        api.person("otto", true, "viewer:other*");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static String launched(String job, int percent) {
        return launched(job, "item", percent);
    }

    private static String launched(String job, String table, int percent) {
        api.write("jobs/" + job + "/job.yaml", """
                job: %s
                database: shop
                table: %s
                once: true
                set: { tokens: "concat(tokens, 'x')" }
                limits: { chunk-rows: 5, duty: %d%% }
                """.formatted(job, table, percent));
        return api.launch(job);
    }

    private static List<String> stored(String run) {
        return api
                .control
                .column(
                        Long.class,
                        "select event_id from steadfill_control_event where run_id = '" + run + "' order by event_id")
                .stream()
                .map(String::valueOf)
                .toList();
    }

    private static List<String> ids(List<Told.Event> events) {
        return events.stream().map(Told.Event::id).toList();
    }

    @Test
    void aRunIsFollowedToItsEndAndTheStreamEndsWithIt() {
        String run = launched("followed", 2);

        boolean moved = false;
        List<Told.Event> counted = new ArrayList<>();
        try (Told told = new Told(api, "vic", "/api/v1/runs/" + run + "/events", null)) {
            for (Told.Event event = told.next(); event != null; event = told.next()) {
                moved |= event.name().equals("progress")
                        && event.data().path("runId").asString().equals(run);
                if (!event.id().isEmpty()) {
                    counted.add(event);
                }
            }
        }

        assertThat(moved).as("progress was told").isTrue();
        assertThat(ids(counted)).isEqualTo(stored(run));
        Told.Event last = counted.get(counted.size() - 1);
        assertThat(last.name()).isEqualTo("state");
        assertThat(last.data().path("to").asString()).isEqualTo("COMPLETED");
        Answered after = api.get("/api/v1/runs/" + run + "/events", "Last-Event-ID", last.id());
        assertThat(after.status())
                .as("nothing will ever come: do not come back")
                .isEqualTo(204);
    }

    @Test
    void whoComesBackMissesNothingAndHearsNothingTwice() {
        String run = launched("cut", 1);
        String path = "/api/v1/runs/" + run + "/events";
        List<Told.Event> heard = new ArrayList<>();
        try (Told told = new Told(api, "ada", path, null)) {
            heard.addAll(told.counted(1));
        }
        api.post("/api/v1/runs/" + run + "/actions/pause", "{}");
        api.awaitState(run, "PAUSED");

        try (Told told = new Told(api, "ada", path, heard.get(0).id());
                Told other = new Told(api, "vic", path, null)) {
            heard.addAll(told.counted(2));
            api.post("/api/v1/runs/" + run + "/actions/resume", null);
            api.awaitState(run, "RUNNING");
            api.post("/api/v1/runs/" + run + "/actions/cancel", null, "If-Match", "*");
            heard.addAll(told.counted(1_000));

            assertThat(ids(other.counted(1_000))).isEqualTo(stored(run));
        }

        assertThat(ids(heard)).isEqualTo(stored(run)).hasSizeGreaterThan(4);
    }

    @Test
    void allRunsAreFollowedByWhomTheyConcernOnly() {
        api.target.execute("update item set name = null");
        String before = String.valueOf(api.context.getBean(RunEvents.class).last());
        try (Told everybody = new Told(api, "vic", "/api/v1/events", before);
                Told others = new Told(api, "otto", "/api/v1/events", before)) {
            String first = api.awaitState(api.launch("names"), "COMPLETED");
            String second = api.awaitState(launched("other-one", 50), "COMPLETED");

            Told.Event seen = others.counted(1).get(0);
            assertThat(seen.data().path("runId").asString()).isEqualTo(second);
            assertThat(everybody.counted(1).get(0).data().path("runId").asString())
                    .isEqualTo(first);
            assertThat(api.send("otto", "GET", "/api/v1/runs/" + first + "/events", null)
                            .text("code"))
                    .isEqualTo("not-permitted");
        }
        assertThat(api.send(null, "GET", "/api/v1/events", null).status()).isEqualTo(401);
    }

    @Test
    void whoComesBackGetsPastAnyNumberOfEventsThatAreNotHis() {
        String at = String.valueOf(api.context.getBean(RunEvents.class).last());
        String insert = "insert into steadfill_control_event (run_id, job, kind, at)"
                + " select '%s', '%s', 'stalled', current_timestamp - interval '1' minute from generate_series(1, %d)";
        api.control.execute(insert.formatted("r-many", "names", 1_500), insert.formatted("r-his", "other-late", 1));

        // As clients do, which wait a moment before they come back.
        AtomicReference<String> place = new AtomicReference<>(at);
        AtomicReference<Told.Event> his = new AtomicReference<>();
        Await.until("what comes after 1 500 events of another job", () -> {
            try (Told told = new Told(api, "otto", "/api/v1/events", place.get())) {
                his.set(told.next());
                place.set(told.lastId());
            }
            return his.get() != null;
        });

        assertThat(his.get().data().path("runId").asString()).isEqualTo("r-his");
    }

    @Test
    void aQuietStreamBeginsWithTheIdToComeBackWith() {
        String place;
        try (Told quiet = new Told(api, "otto", "/api/v1/events", null)) {
            place = quiet.beginning();
        }
        assertThat(place).as("an id before anything has happened").isNotEmpty();

        api.context.getBean(RunEvents.class).add("r-between", "other-between", "stalled", null, null, null, null);

        try (Told back = new Told(api, "otto", "/api/v1/events", place)) {
            assertThat(back.next().data().path("runId").asString()).isEqualTo("r-between");
        }
    }

    @Test
    void anEventThatComesLateIsWaitedForAndOneThatNeverComesIsNot() {
        RunEvents events = api.context.getBean(RunEvents.class);
        long before = events.last();
        api.control.column(Long.class, "select nextval(pg_get_serial_sequence('steadfill_control_event', 'event_id'))");
        api.control.execute(
                "insert into steadfill_control_event (run_id, job, kind) values ('r-gap', 'names', 'stalled')");

        assertThat(events.settled(before, 10)).as("a number is missing").isEmpty();
        assertThat(events.settledEnd()).isEqualTo(before);
        api.control.execute("update steadfill_control_event set at = at - interval '1' minute where run_id = 'r-gap'");
        assertThat(events.settled(before, 10)).extracting(RunEvent::id).containsExactly(before + 2);
        assertThat(events.settledEnd()).isEqualTo(before + 2);
    }

    @Test
    void whatADatabaseSaysOfAFailureIsForThoseWhoSeeRows() {
        // Its claim stays, since nobody ends it: on a table of its own.
        api.target.execute(
                "create table torn as select id, '' as tokens from item", "alter table torn add primary key (id)");
        LocalTime opens =
                LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusHours(2);
        api.write("jobs/torn/job.yaml", """
                job: torn
                database: shop
                table: torn
                where: tokens = ''
                set: { tokens: "'x'" }
                limits: { chunk-rows: 5, duty: 1%% }
                schedule: { cron: "%d %d * * *", zone: UTC, open: "%s-%s" }
                """.formatted(opens.getMinute(), opens.getHour(), opens, opens.plusHours(2)));
        Answered launched = api.post("/api/v1/jobs/torn/runs", "{\"ignoreHours\": \"now\"}");
        assertThat(launched.status()).as(launched.http().body()).isEqualTo(202);
        String run = launched.text("runId");
        api.awaitState(run, "RUNNING");
        api.control.execute("update steadfill_control_run set end_says = 'row (7, secret) is wrong', stage = 'FAILED',"
                + " end_problem = 'run-failed', owner = null, active_key = null, lease_version = lease_version + 1"
                + " where run_id = '" + run + "'");
        api.control.execute(
                "insert into steadfill_control_event (run_id, job, kind, from_state, to_state, says) values ('" + run
                        + "', 'torn', 'state', 'RUNNING', 'FAILED', 'row (7, secret) is wrong')");
        String self = "/api/v1/runs/" + run;
        List<String> paths = List.of(self, self + "/report", "/api/v1/runs?job=torn");

        for (String path : paths) {
            assertThat(api.get(path).http().body()).as(path).contains("secret");
        }
        hasNoSecretForVic(run, paths);
        try (Told told = new Told(api, "ada", self + "/events", null);
                Told masked = new Told(api, "vic", self + "/events", null)) {
            assertThat(told.counted(100).toString()).contains("secret");
            assertThat(masked.counted(100).toString()).contains("FAILED").doesNotContain("secret");
        }

        // An undo that does not get on names the row that it stumbled over.
        api.control.execute("update steadfill_control_run set stage = 'UNDOING', end_problem = 'undo-incomplete'"
                + " where run_id = '" + run + "'");
        assertThat(api.get(self).text("says")).contains("secret");
        hasNoSecretForVic(run, paths);

        api.control.execute(
                "update steadfill_control_run set stage = 'FAILED', ignores_hours = null where run_id = '" + run + "'");
        api.post(self + "/actions/resume", null);
        api.awaitState(run, "WAITING");
        hasNoSecretForVic(run, paths);
        assertThat(api.get(self).text("problem")).isEmpty();
        assertThat(api.control.count("select count(*) from steadfill_control_event where run_id = '" + run
                        + "' and from_state = 'FAILED' and to_state = 'WAITING' and says is null"))
                .isEqualTo(1);
        api.post(self + "/actions/cancel", null, "If-Match", "*");
        api.awaitState(run, "CANCELLED");
    }

    private static void hasNoSecretForVic(String run, List<String> paths) {
        for (String path : paths) {
            assertThat(api.send("vic", "GET", path, null).http().body())
                    .as(path)
                    .contains(run)
                    .doesNotContain("secret");
        }
    }

    @Test
    void anIdThatNoEventHadIsRefused() {
        String run = launched("refusing", 50);
        for (String wrong : List.of("x", "-1", "1.5", "99999999999999999999", "900000000000000000")) {
            for (String path : List.of("/api/v1/runs/" + run + "/events", "/api/v1/events")) {
                Answered refused = api.get(path, "Last-Event-ID", wrong);
                assertThat(refused.status()).as(wrong).isEqualTo(400);
                assertThat(refused.text("code")).isEqualTo("request-invalid");
                assertThat(refused.text("detail")).contains("Last-Event-ID");
            }
        }
        assertThat(api.get("/api/v1/runs/nope/events").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/events", "Accept", "application/json").status())
                .isEqualTo(406);
        api.awaitState(run, "COMPLETED");
    }
}
