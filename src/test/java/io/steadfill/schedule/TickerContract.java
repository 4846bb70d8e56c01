package io.steadfill.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.life.RunState;
import io.steadfill.schedule.slot.Slot;
import io.steadfill.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class TickerContract extends ScheduleBenches {

    TickerContract() {
        super("2026-03-27T12:00:00Z");
    }

    @Test
    void nightsRunOncePerDateThroughBothChangesOfTheClocks(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(""));
        node.tick();

        everyHour(node, "2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z");
        node.tickAt("2026-10-24T12:00:00Z");
        everyHour(node, "2026-10-24T13:00:00Z", "2026-10-26T12:00:00Z");

        assertThat(node.slot("names", "2026-03-29").due()).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(node.slot("names", "2026-10-25").due()).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        for (String date : List.of("2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26")) {
            assertThat(node.slot("names", date).state()).as(date).isEqualTo(Slot.State.LAUNCHED);
        }
        assertThat(node.dispatched).doesNotHaveDuplicates();
        assertThat(at.count("select count(*) from steadfill_control_run where business_date is not null"))
                .isEqualTo(node.dispatched.size());
    }

    @Test
    void whatItsNightsMostlyTookIsToldOnceOneWasCompleted(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(""));
        node.tick();
        assertThat(usualLength(node)).isNull();

        List<Integer> minutes = List.of(28, 90, 26);
        for (int i = 0; i < minutes.size(); i++) {
            String date = "2026-03-" + (28 + i);
            node.tickAt(date + "T03:00:00Z");
            String run = node.slot("names", date).runId();
            node.runs.work(run, RunEnd.How.COMPLETED);
            at.execute("update steadfill_control_run set started_at = '" + date + " 01:00:00', ended_at = '" + date
                    + " 0" + (1 + minutes.get(i) / 60) + ":" + minutes.get(i) % 60 + ":00' where run_id = '" + run
                    + "'");
        }
        assertThat(usualLength(node)).isEqualTo("PT28M");

        node.runs.work(
                node.runs
                        .runs()
                        .launch(node.definition("names"), Map.of(), "ada")
                        .runId(),
                RunEnd.How.COMPLETED);
        assertThat(usualLength(node))
                .as("a run of no date says nothing of nights")
                .isEqualTo("PT28M");
    }

    private static String usualLength(ScheduleBench node) {
        return node.schedules.status(node.definition("names"), 1).usualLength();
    }

    @Test
    void twoNodesThatRaceLaunchOneRunPerDate(TestDatabase at) throws Exception {
        ScheduleBench one = bench(at, "one");
        ScheduleBench two = bench(at, "two");
        for (String job : List.of("a", "b", "c", "d")) {
            one.job(job, NIGHTLY.formatted(""));
        }
        one.tick();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (String date : List.of("2026-03-28", "2026-03-29", "2026-03-30")) {
            now.set(Instant.parse(date + "T02:00:00Z"));
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<?>> ticks = new ArrayList<>();
            for (ScheduleBench node : List.of(one, two)) {
                ticks.add(threads.submit(() -> {
                    together.await();
                    node.tick();
                    return null;
                }));
            }
            for (Future<?> tick : ticks) {
                tick.get(60, TimeUnit.SECONDS);
            }
            for (String job : List.of("a", "b", "c", "d")) {
                Slot slot = one.slot(job, date);
                assertThat(slot.state()).isEqualTo(Slot.State.LAUNCHED);
                one.runs.work(slot.runId(), RunEnd.How.COMPLETED);
            }
        }
        threads.shutdown();

        assertThat(at.count("select count(*) from steadfill_control_run")).isEqualTo(12);
        assertThat(at.count("select count(*) from steadfill_control_slot")).isEqualTo(12);
        assertThat(one.dispatched.size() + two.dispatched.size()).isEqualTo(12);
    }

    @Test
    void twoNodesWithDifferentTimesOfOneJobLoseNoDate(TestDatabase at, @TempDir Path other) {
        ScheduleBench one = bench(at, "one");
        ScheduleBench two = bench(at, "two", other);
        one.job("names", NIGHTLY.formatted(""));
        two.job("names", "schedule: { cron: \"0 3 * * *\", zone: Europe/Berlin }");

        Instant look = Instant.parse("2026-03-28T01:25:00Z");
        for (int i = 0; look.isBefore(Instant.parse("2026-03-28T02:05:00Z")); i++) {
            (i % 2 == 0 ? one : two).tickAt(look.toString());
            look = look.plusSeconds(7);
        }

        assertThat(one.slot("names", "2026-03-28").state()).isEqualTo(Slot.State.LAUNCHED);
        assertThat(one.dispatched.size() + two.dispatched.size()).isOne();
    }

    @Test
    void aSlotLeftByACrashIsLaunchedByTheNextLook(TestDatabase at) {
        ScheduleBench dead = bench(at, "dead");
        dead.job("names", NIGHTLY.formatted(""));
        dead.tick();
        // It died between the slot and the launch.
        dead.slots.add("names", LocalDate.parse("2026-03-28"), Instant.parse("2026-03-28T01:30:00Z"));

        ScheduleBench other = bench(at, "other");
        other.tickAt("2026-03-28T01:30:20Z");

        assertThat(other.slot("names", "2026-03-28").state()).isEqualTo(Slot.State.LAUNCHED);
        assertThat(other.dispatched).hasSize(1);
    }

    @Test
    void aServerThatWasStoppedRunsTheNewestMissedDate(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(""));
        node.tickAt("2026-06-01T12:00:00Z");

        node.tickAt("2026-06-05T08:00:00Z");

        assertThat(node.history("names"))
                .containsExactly("2026-06-02 MISSED", "2026-06-03 MISSED", "2026-06-04 MISSED", "2026-06-05 LAUNCHED");
    }

    @Test
    void aServerThatWasStoppedSkipsMissedDatesIfToldSo(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(", misfire: skip"));
        node.tickAt("2026-06-01T12:00:00Z");

        node.tickAt("2026-06-03T08:00:00Z");
        node.tickAt("2026-06-04T00:40:00Z");

        assertThat(node.history("names"))
                .containsExactly("2026-06-02 MISSED", "2026-06-03 MISSED", "2026-06-04 LAUNCHED");
        assertThat(node.slot("names", "2026-06-03").reason()).isEqualTo("no server was there in time");
    }

    @Test
    void aServerThatWasStoppedRunsAllMissedDatesOneAfterTheOtherIfToldSo(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(", misfire: run-all, max-lateness: 3d"));
        node.tickAt("2026-06-01T12:00:00Z");

        node.tickAt("2026-06-06T08:00:00Z");
        assertThat(node.history("names"))
                .containsExactly(
                        "2026-06-02 MISSED",
                        "2026-06-03 MISSED",
                        "2026-06-04 LAUNCHED",
                        "2026-06-05 PENDING",
                        "2026-06-06 PENDING");
        assertThat(node.slot("names", "2026-06-05").reason()).contains("is not finished");

        node.runs.work(node.slot("names", "2026-06-04").runId(), RunEnd.How.COMPLETED);
        node.tickAt("2026-06-06T08:10:00Z");
        node.runs.work(node.slot("names", "2026-06-05").runId(), RunEnd.How.COMPLETED);
        node.tickAt("2026-06-06T08:20:00Z");
        assertThat(node.history("names")).contains("2026-06-05 LAUNCHED", "2026-06-06 LAUNCHED");
    }

    @Test
    void aClockThatIsSetBackFiresNothingTwice(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(""));
        node.tickAt("2026-06-01T12:00:00Z");
        node.tickAt("2026-06-02T00:30:10Z");
        String runId = node.slot("names", "2026-06-02").runId();
        node.runs.work(runId, RunEnd.How.COMPLETED);

        node.tickAt("2026-06-02T00:29:00Z");
        node.tickAt("2026-06-02T00:30:20Z");
        node.tickAt("2026-06-01T00:31:00Z");
        node.tickAt("2026-06-02T00:31:00Z");

        assertThat(node.dispatched).containsExactly(runId);
        assertThat(node.history("names")).containsExactly("2026-06-02 LAUNCHED");
    }

    @Test
    void aDateThatWasDoneByHandIsNotDoneAgain(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(""));
        node.tickAt("2026-06-01T12:00:00Z");
        LaunchRequest byHand = new LaunchRequest(Map.of(), LocalDate.parse("2026-06-02"), null);
        String runId =
                node.runs.runs().launch(node.definition("names"), byHand, "ada").runId();
        node.runs.work(runId, RunEnd.How.COMPLETED);

        node.tickAt("2026-06-02T00:30:10Z");

        Slot slot = node.slot("names", "2026-06-02");
        assertThat(slot.state()).isEqualTo(Slot.State.LAUNCHED);
        assertThat(slot.runId()).isEqualTo(runId);
        assertThat(at.count("select count(*) from steadfill_control_run")).isEqualTo(1);
        assertThatThrownBy(() -> node.runs.runs().launch(node.definition("names"), byHand, "ada"))
                .hasMessageContaining("has done business date 2026-06-02");
        assertThat(node.runs
                        .runs()
                        .launch(node.definition("names"), Map.of(), "ada")
                        .fresh())
                .isTrue();
    }

    @Test
    void aDateWhoseRunWasCancelledMayBeLaunchedAgainByHandOnly(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(""));
        node.tickAt("2026-06-01T12:00:00Z");
        node.tickAt("2026-06-02T00:30:10Z");
        String runId = node.slot("names", "2026-06-02").runId();
        node.runs.runs().cancel(runId, "ada");

        node.tickAt("2026-06-02T00:31:00Z");
        assertThat(node.dispatched).containsExactly(runId);
        LaunchRequest again = new LaunchRequest(Map.of(), LocalDate.parse("2026-06-02"), null);
        assertThat(node.runs
                        .runs()
                        .launch(node.definition("names"), again, "ada")
                        .fresh())
                .isTrue();
    }

    @Test
    void aRunThatFailedWithAnEditedFileIsReplacedForItsDate(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(""));
        LaunchRequest asked = new LaunchRequest(Map.of(), LocalDate.parse("2026-06-02"), null);
        String failed =
                node.runs.runs().launch(node.definition("names"), asked, "ada").runId();
        node.runs.work(failed, RunEnd.How.FAILED);
        assertThat(node.runs
                        .runs()
                        .launch(node.definition("names"), asked, "ada")
                        .runId())
                .isEqualTo(failed);

        node.job("names", NIGHTLY.formatted("") + "\ndescription: mended");

        assertThat(node.runs
                        .runs()
                        .launch(node.definition("names"), asked, "ada")
                        .runId())
                .isNotEqualTo(failed);
    }

    @Test
    void theNextDateUsesTheEditedFileAndABrokenOneIsSeenToBeSkipped(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(""));
        node.tickAt("2026-06-01T12:00:00Z");
        node.file("names", "job: names\ntabel: customers\n");

        node.tickAt("2026-06-02T00:31:00Z");
        assertThat(node.slot("names", "2026-06-02").state()).isEqualTo(Slot.State.SKIPPED);
        assertThat(node.slot("names", "2026-06-02").reason()).contains("unknown key 'tabel'");

        node.job("names", "schedule: { cron: \"0 5 * * *\", zone: Europe/Berlin }");
        node.tickAt("2026-06-02T12:00:00Z");
        node.tickAt("2026-06-03T02:00:00Z");
        assertThat(node.history("names")).containsExactly("2026-06-02 SKIPPED");
        node.tickAt("2026-06-03T03:00:00Z");
        assertThat(node.history("names")).containsExactly("2026-06-02 SKIPPED", "2026-06-03 LAUNCHED");
    }

    @Test
    void blackOutsAreSkippedAndSayWhy(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(", black-outs: [2026-06-02..2026-06-03]"));
        node.tickAt("2026-06-01T12:00:00Z");
        node.tickAt("2026-06-02T00:31:00Z");
        node.tickAt("2026-06-03T00:31:00Z");
        node.tickAt("2026-06-04T00:31:00Z");

        assertThat(node.history("names"))
                .containsExactly("2026-06-02 SKIPPED", "2026-06-03 SKIPPED", "2026-06-04 LAUNCHED");
        assertThat(node.slot("names", "2026-06-02").reason()).isEqualTo("a black-out of the job");
    }

    @Test
    void aPausedScheduleSkipsUntilTheTimeIsOver(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(""));
        node.tickAt("2026-06-01T12:00:00Z");
        node.schedules.pause(node.definition("names"), "ada", "freeze", Duration.ofDays(1));
        node.tickAt("2026-06-02T00:31:00Z");
        node.tickAt("2026-06-03T00:31:00Z");

        assertThat(node.slot("names", "2026-06-02").reason()).isEqualTo("paused by ada: freeze");
        assertThat(node.history("names")).containsExactly("2026-06-02 SKIPPED", "2026-06-03 LAUNCHED");
        node.schedules.pause(node.definition("names"), "ada", "for good", null);
        assertThat(node.schedules.status(node.definition("names"), 2).next())
                .extracting(ScheduleStatus.Next::note)
                .containsOnly("paused by ada: for good");
        node.schedules.resume(node.definition("names"), "bob");
        node.runs.work(node.slot("names", "2026-06-03").runId(), RunEnd.How.COMPLETED);
        node.tickAt("2026-06-04T00:31:00Z");
        assertThat(node.history("names")).contains("2026-06-04 LAUNCHED");
        assertThat(node.runs
                        .control()
                        .client()
                        .sql(
                                "select concat(by_whom, ': ', verb) from steadfill_control_audit where verb like '%schedule' order by audit_id")
                        .query(String.class)
                        .list())
                .containsExactly("ada: pause schedule", "ada: pause schedule", "bob: resume schedule");
    }

    @Test
    void whatWillPassWaitsAndWhatWillNotIsSkipped(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(", max-lateness: 2h"));
        node.tickAt("2026-06-01T12:00:00Z");

        node.refusal.set(Problem.DATABASE_UNREACHABLE.says("shop does not answer"));
        node.tickAt("2026-06-02T00:31:00Z");
        assertThat(node.slot("names", "2026-06-02").state()).isEqualTo(Slot.State.PENDING);
        node.refusal.set(null);
        node.tickAt("2026-06-02T00:32:00Z");
        assertThat(node.slot("names", "2026-06-02").state()).isEqualTo(Slot.State.LAUNCHED);
        node.runs.work(node.slot("names", "2026-06-02").runId(), RunEnd.How.COMPLETED);

        node.refusal.set(Problem.DATABASE_UNREACHABLE.says("shop does not answer"));
        node.tickAt("2026-06-03T00:31:00Z");
        node.tickAt("2026-06-03T03:00:00Z");
        assertThat(node.slot("names", "2026-06-03").state()).isEqualTo(Slot.State.MISSED);
        assertThat(node.slot("names", "2026-06-03").reason()).isEqualTo("shop does not answer");

        node.refusal.set(Problem.EXPAND_MISSING.says("apply the expand scripts first"));
        node.tickAt("2026-06-04T00:31:00Z");
        assertThat(node.slot("names", "2026-06-04").state()).isEqualTo(Slot.State.SKIPPED);
        assertThat(node.slot("names", "2026-06-04").reason()).isEqualTo("apply the expand scripts first");
    }

    @Test
    void theStatusShowsWhatComesAndWhatCame(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(", open: \"01:00-05:00\", black-outs: [2026-03-30]"));
        node.tickAt("2026-03-27T12:00:00Z");
        node.tickAt("2026-03-28T01:31:00Z");
        node.runs.work(node.slot("names", "2026-03-28").runId(), RunEnd.How.COMPLETED);

        ScheduleStatus status = node.schedules.status(node.definition("names"), 3);

        assertThat(status.open()).isEqualTo("01:00-05:00");
        assertThat(status.openNow()).isTrue();
        assertThat(status.next())
                .extracting(next -> next.date() + " " + next.due() + " " + next.note())
                .containsExactly(
                        "2026-03-29 2026-03-29T01:00:00Z no 02:30 on that date: it runs at 03:00",
                        "2026-03-30 2026-03-30T00:30:00Z a black-out of the job",
                        "2026-03-31 2026-03-31T00:30:00Z null");
        assertThat(status.history()).singleElement().satisfies(past -> {
            assertThat(past.slot().state()).isEqualTo(Slot.State.LAUNCHED);
            assertThat(past.runState()).isEqualTo(RunState.COMPLETED);
        });
    }

    private static void everyHour(ScheduleBench node, String from, String to) {
        Instant at = Instant.parse(from);
        while (!at.isAfter(Instant.parse(to))) {
            node.tickAt(at.toString());
            node.slots.history("names", 1).stream()
                    .filter(slot -> slot.state() == Slot.State.LAUNCHED)
                    .filter(slot -> node.runs
                            .waiting()
                            .states(List.of(String.valueOf(slot.runId())))
                            .containsValue(RunState.PENDING))
                    .forEach(slot -> node.runs.work(slot.runId(), RunEnd.How.COMPLETED));
            at = at.plus(Duration.ofHours(1));
        }
    }
}
