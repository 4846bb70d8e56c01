package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.account.TokenDesk;
import io.steadfill.api.ServedApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same words said to a server: without Spring in this process, with the exit codes that schedulers know. */
class RemoteCommandsIT {

    @TempDir
    private static Path folder;

    private static ServedApi api;
    private static Path token;

    @BeforeAll
    static void serve() throws Exception {
        api = new ServedApi(folder);
        api.write("jobs/slow/job.yaml", """
                job: slow
                database: shop
                table: item
                once: true
                set: { tokens: "concat(tokens, 'x')" }
                limits: { chunk-rows: 1, duty: 1% }
                """);
        token = folder.resolve("token");
        Files.writeString(
                token,
                api.context
                                .getBean(TokenDesk.class)
                                .make(
                                        Operator.ofThisMachine("test"),
                                        "ada",
                                        "remote",
                                        List.of(Grant.parse("admin")),
                                        true,
                                        Duration.ofDays(1))
                                .secret()
                        + "\n");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void aRunIsLaunchedAndWaitedFor() {
        Terminal.Answer run = say("run", "names", "--wait=60s", "--business-date=2026-01-31", "-o", "json");

        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.out()).contains("\"state\" : \"COMPLETED\"");
        Terminal.Answer again = say("run", "names", "--wait", "--business-date=2026-01-31", "-o", "json");
        assertThat(again.code()).as(again.text()).isEqualTo(5);
    }

    @Test
    void aDateThatFailedGoesOnWhenItIsSaidAgainAndItsOldEndIsNotTakenForTheNewOne() {
        api.target.execute(
                "create table mended (id bigint primary key, name text, constraint seven check (id <> 7 or name is null))",
                "insert into mended (id) select g from generate_series(1, 20) g");
        api.write("jobs/mended/job.yaml", """
                job: mended
                database: shop
                table: mended
                where: name is null
                set: { name: "'mended'" }
                """);
        String[] line = {"run", "mended", "--wait=60s", "--business-date=2026-02-01"};
        Terminal.Answer first = say(line);
        assertThat(first.code()).as(first.text()).isEqualTo(4);
        api.target.execute("alter table mended drop constraint seven");

        Terminal.Answer second = say(line);

        assertThat(second.code()).as(second.text()).isZero();
    }

    @Test
    void aRunThatFailedFreesATableThatIsStillItsOwnWhenItIsGivenUp() {
        api.target.execute("create table left_over (id bigint primary key, name text)");
        api.write("jobs/left-over/job.yaml", """
                job: left-over
                database: shop
                table: left_over
                where: name is null
                set: { name: "'x'" }
                """);
        assertThat(say("run", "left-over", "--wait=60s").code()).isZero();
        String run = api.control
                .column(String.class, "select run_id from steadfill_control_run where job = 'left-over'")
                .get(0);
        // As it is left where the target was away when the run failed.
        api.control.execute("update steadfill_control_run set stage = 'FAILED' where run_id = '" + run + "'");
        api.target.execute("insert into steadfill.claim (table_identity, run_id, job, shared) values ('left_over', '"
                + run + "', 'left-over', false)");

        assertThat(say("cancel", run).code()).isZero();

        assertThat(api.target.count("select count(*) from steadfill.claim where run_id = '" + run + "'"))
                .isZero();
    }

    @Test
    void aRunIsSteeredByTheSameWords() {
        Terminal.Answer launched = say("run", "slow");
        assertThat(launched.code()).as(launched.text()).isZero();
        String run = api.get("/api/v1/runs?job=slow")
                .json()
                .path("runs")
                .get(0)
                .path("runId")
                .asString();
        api.awaitState(run, "RUNNING");

        assertThat(say("run", "slow", "--if-running=fail").code()).isEqualTo(5);
        assertThat(say("status", run, "--wait=1s").code()).isEqualTo(75);
        assertThat(say("runs").out()).contains(run);
        assertThat(say("tune", run, "chunk-rows=2").out()).contains("chunk-rows is 2");
        assertThat(say("pause", run, "--why", "lunch").code()).isZero();
        assertThat(say("status", run, "--wait").code()).isEqualTo(6);
        assertThat(say("status", run).out()).contains("lunch");
        assertThat(say("resume", run).code()).isZero();
        assertThat(say("cancel", run).code()).isZero();
        assertThat(say("status", run, "--wait").code()).isEqualTo(6);
    }

    @Test
    void everythingIsStoppedAndLetGoOfFromAfar() {
        Terminal.Answer stopped = say("stop-all", "--everything", "--why", "incident 9", "--for", "2h", "-o", "json");
        assertThat(stopped.code()).as(stopped.text()).isZero();
        String stop =
                api.get("/api/v1/stops").json().path("stops").get(0).path("id").asString();
        assertThat(stopped.out()).contains(stop, "EVERYTHING");

        assertThat(say("stops").out()).contains(stop, "everything", "incident 9");
        assertThat(say("run", "names", "--wait").code()).isEqualTo(75);
        assertThat(say("stops", "lift", stop, "-o", "json").out())
                .contains("\"freed\" : 0", "\"stop\" : \"" + stop + "\"");
        assertThat(say("stops").out()).contains("no stop is in force");
        assertThat(say("stops", "lift", stop).code()).isEqualTo(2);
        assertThat(say("stop-all", "--job", "nope", "--why", "x").code()).isEqualTo(2);
    }

    @Test
    void aRunThatWaitsForItsHoursIsLetGoOnWithoutThem() {
        api.target.execute("create table closed (id bigint primary key, name text)");
        api.target.execute("insert into closed (id) values (1)");
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        int opens = now.plusHours(6).getHour();
        api.write("jobs/closed/job.yaml", """
                job: closed
                database: shop
                table: closed
                where: name is null
                set: { name: "'x'" }
                schedule: { cron: "30 %d * * *", zone: UTC, open: "%02d:00-%02d:00" }
                """.formatted(
                        opens, opens, now.plusHours(9).getHour()));
        Terminal.Answer launched = say("run", "closed");
        assertThat(launched.out()).as(launched.text()).contains("WAITING");
        String run = api.control
                .column(String.class, "select run_id from steadfill_control_run where job = 'closed'")
                .get(0);

        Terminal.Answer resumed = say("resume", run, "--ignore-window", "the report is due at noon");

        assertThat(resumed.code()).as(resumed.text()).isZero();
        assertThat(say("status", run, "--wait=60s").code()).isZero();
        assertThat(api.target.count("select count(*) from closed where name = 'x'"))
                .isOne();
        assertThat(api.get("/api/v1/audit").http().body()).contains("the report is due at noon");
    }

    @Test
    void whatGoesWrongHasItsExitCode() throws Exception {
        assertThat(say("status", "r-nothing").code()).isEqualTo(2);
        assertThat(Terminal.sayOffline("runs", "--url=http://127.0.0.1:1", "--token-file=" + token)
                        .code())
                .isEqualTo(69);
        Path foreign = folder.resolve("foreign");
        Files.writeString(foreign, "steadfill_nobody_knows_this_one");
        assertThat(Terminal.sayOffline("runs", "--url=" + api.root(), "--token-file=" + foreign)
                        .code())
                .isEqualTo(77);
        assertThat(Terminal.sayOffline("run", "names", "--wait").code()).isEqualTo(2);
    }

    private static Terminal.Answer say(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--url=" + api.root());
        line.add("--token-file=" + token);
        return Terminal.sayOffline(line.toArray(String[]::new));
    }
}
