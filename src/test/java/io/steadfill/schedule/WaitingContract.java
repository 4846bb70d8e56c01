package io.steadfill.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.Runs;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import io.steadfill.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What makes a run wait, and what lets it go on by itself. */
@Timeout(120)
abstract class WaitingContract {

    private static final String NIGHTS =
            "schedule: { cron: \"30 1 * * *\", zone: Europe/London, open: \"01:00-05:00\"%s }";
    private static final LocalDate DATE = LocalDate.of(2026, 11, 22);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private ScheduleBench node;

    @BeforeEach
    void open(TestDatabase at) {
        node = new ScheduleBench(at, folder, now, "one");
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aRunLaunchedByHandInClosedHoursWaitsForTheNightAndGoesOnByItself() {
        node.job("names", NIGHTS.formatted(""));
        String runId = launch("names", LaunchRequest.of(Map.of()));

        assertThat(state(runId)).isEqualTo(RunState.WAITING);
        assertThat(runs().status(runId).holds()).singleElement().satisfies(hold -> {
            assertThat(hold.kind()).isEqualTo(HoldKind.WINDOW);
            assertThat(hold.why()).isEqualTo("closed, open 01:00-05:00 Europe/London: goes on Sun 22 Nov 01:00");
        });
        assertThatThrownBy(() -> node.runs.work(runId))
                .hasMessageContaining("goes on Sun 22 Nov 01:00")
                .extracting(error -> ((ProblemException) error).problem())
                .isEqualTo(Problem.RUN_WAITS);

        node.tickAt("2026-11-22T00:59:50Z");
        assertThat(node.dispatched).isEmpty();
        node.tickAt("2026-11-22T01:00:05Z");
        assertThat(node.dispatched).containsExactly(runId);
        assertThat(state(runId)).isEqualTo(RunState.PENDING);
        assertThat(node.runs.work(runId, RunEnd.How.COMPLETED).how()).isEqualTo(RunEnd.How.COMPLETED);
    }

    @Test
    void aRunStopsBeforeTheEdgeAndGoesOnTheNextNight() throws Exception {
        node.job("names", NIGHTS.formatted(""));
        now.set(Instant.parse("2026-11-22T04:00:00Z"));
        String runId = launch("names", LaunchRequest.of(Map.of()));
        CompletableFuture<RunEnd> work = Beside.supply(() -> node.runs.work(runId));
        Await.until(() -> node.runs.orders() == 1);

        now.set(Instant.parse("2026-11-22T04:59:59.950Z"));

        RunEnd end = work.get(20, TimeUnit.SECONDS);
        assertThat(end.how()).isEqualTo(RunEnd.How.PAUSED);
        assertThat(end.problem()).isEqualTo(Problem.RUN_WAITS);
        assertThat(state(runId)).isEqualTo(RunState.WAITING);
        node.tickAt("2026-11-22T04:59:59.960Z");
        node.tickAt("2026-11-22T12:00:00Z");
        assertThat(node.dispatched).isEmpty();
        node.tickAt("2026-11-23T01:00:05Z");
        assertThat(node.dispatched).contains(runId);
    }

    @Test
    void anOperatorsPauseSurvivesTheMorning() {
        node.job("names", NIGHTS.formatted(""));
        String runId = launch("names", LaunchRequest.of(Map.of()));
        runs().pause(runId, "ada", "incident", null);

        node.tickAt("2026-11-22T01:00:05Z");

        assertThat(node.dispatched).isEmpty();
        assertThat(state(runId)).isEqualTo(RunState.PAUSED);
        assertThat(runs().status(runId).holds()).extracting(Hold::by).containsExactly("ada");
    }

    @Test
    void aRunMayIgnoreTheHoursWithAReasonThatIsKept() {
        node.job("names", NIGHTS.formatted(""));
        String runId = launch("names", new LaunchRequest(Map.of(), null, "the report is due at noon"));

        assertThat(state(runId)).isEqualTo(RunState.PENDING);
        assertThat(node.runs.work(runId, RunEnd.How.COMPLETED).how()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(runs().audit(runId))
                .filteredOn(entry -> entry.verb().equals("ignore hours"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.after()).isEqualTo("the report is due at noon"));
    }

    @Test
    void aBlackOutStopsARunThatIsNotOfThatDay() {
        node.job("names", NIGHTS.formatted(", black-outs: [2026-11-22]"));
        String runId = launch("names", LaunchRequest.of(Map.of()));

        node.tickAt("2026-11-22T01:00:05Z");
        assertThat(state(runId)).isEqualTo(RunState.WAITING);
        node.tickAt("2026-11-23T01:00:05Z");
        assertThat(state(runId)).isEqualTo(RunState.PENDING);
    }

    @Test
    void aFailedRunThatIsResumedInClosedHoursWaits() {
        node.job("names", NIGHTS.formatted(""));
        now.set(Instant.parse("2026-11-22T02:00:00Z"));
        String runId = launch("names", LaunchRequest.of(Map.of()));
        node.runs.work(runId, RunEnd.How.FAILED);
        now.set(Instant.parse("2026-11-22T12:00:00Z"));

        assertThatThrownBy(() -> node.runs.work(runId)).hasMessageContaining("goes on Mon 23 Nov 01:00");

        assertThat(state(runId)).isEqualTo(RunState.WAITING);
        assertThat(runs().status(runId).says()).as("of an end that is no more").isNull();
    }

    @Test
    void aRunWaitsForTheSameDateOfTheJobsItDependsOn() {
        node.job("first", "");
        node.job("second", "depends-on: [first]");
        String second = launch("second", new LaunchRequest(Map.of(), DATE, null));
        assertThat(runs().status(second).holds())
                .extracting(Hold::why)
                .containsExactly("waits for first of 2026-11-22, which has not begun");
        String other = launch("first", new LaunchRequest(Map.of(), DATE.minusDays(1), null));
        node.runs.work(other, RunEnd.How.COMPLETED);
        node.tick();
        assertThat(state(second)).isEqualTo(RunState.WAITING);

        String first = launch("first", new LaunchRequest(Map.of(), DATE, null));
        node.tick();
        assertThat(runs().status(second).holds())
                .extracting(Hold::why)
                .containsExactly("waits for first of 2026-11-22, run " + first + " is PENDING");
        node.runs.work(first, RunEnd.How.COMPLETED);
        node.tick();

        assertThat(node.dispatched).containsExactly(second);
        assertThat(state(second)).isEqualTo(RunState.PENDING);
    }

    @Test
    void aRunWhoseDependencyFailedFailsAndSaysSo() {
        node.job("first", "");
        node.job("second", "depends-on: [first]");
        String second = launch("second", new LaunchRequest(Map.of(), DATE, null));
        String first = launch("first", new LaunchRequest(Map.of(), DATE, null));
        node.runs.work(first, RunEnd.How.FAILED);

        node.tick();

        assertThat(state(second)).isEqualTo(RunState.FAILED);
        assertThat(runs().status(second).problem()).isEqualTo("dependency-failed");
        assertThat(runs().status(second).says()).isEqualTo("first of 2026-11-22 is FAILED, run " + first);
        node.runs.work(first, RunEnd.How.COMPLETED);
        assertThat(node.runs.work(second, RunEnd.How.COMPLETED).how()).isEqualTo(RunEnd.How.COMPLETED);
    }

    @Test
    void aDateThatADependencyDoesNotHaveIsNotWaitedForAndTheNextNightRuns() {
        String berlin = "schedule: { cron: \"30 %d * * *\", zone: Europe/Berlin%s }";
        node.job("extract", berlin.formatted(2, ", gap: skip"));
        node.job("load", berlin.formatted(3, "") + "\ndepends-on: [extract]");
        node.tickAt("2026-03-28T12:00:00Z");

        node.tickAt("2026-03-29T01:30:05Z");

        String load = String.valueOf(node.slot("load", "2026-03-29").runId());
        assertThat(state(load)).isEqualTo(RunState.FAILED);
        assertThat(runs().status(load).problem()).isEqualTo("dependency-failed");
        assertThat(runs().status(load).says())
                .isEqualTo("extract has no run of 2026-03-29: its schedule has no such date, 30 2 * * * Europe/Berlin");
        node.tickAt("2026-03-30T00:30:05Z");
        String extract = String.valueOf(node.slot("extract", "2026-03-30").runId());
        node.tickAt("2026-03-30T01:30:05Z");
        String next = String.valueOf(node.slot("load", "2026-03-30").runId());
        assertThat(runs().status(next).holds())
                .extracting(Hold::why)
                .containsExactly("waits for extract of 2026-03-30, run " + extract + " is PENDING");
        node.runs.work(extract, RunEnd.How.COMPLETED);
        node.tick();
        assertThat(state(next)).isEqualTo(RunState.PENDING);
    }

    @Test
    void aDateThatWasOverBeforeItsScheduleWasSeenIsNotWaitedForButOneThatComesIs() {
        node.job("extract", NIGHTS.formatted(""));
        node.job("load", "depends-on: [extract]");
        node.tickAt("2026-11-22T12:00:00Z");

        String over = launch("load", new LaunchRequest(Map.of(), DATE, null));
        node.tick();
        assertThat(state(over)).isEqualTo(RunState.FAILED);
        assertThat(runs().status(over).says())
                .isEqualTo("extract has no run of 2026-11-22: it was due at 2026-11-22T01:30:00Z,"
                        + " before its schedule was there as it is");

        String coming = launch("load", new LaunchRequest(Map.of(), DATE.plusDays(1), null));
        node.tickAt("2026-11-23T01:29:55Z");
        assertThat(runs().status(coming).holds())
                .extracting(Hold::why)
                .containsExactly("waits for extract of 2026-11-23, which has not begun");
        node.tickAt("2026-11-23T01:30:05Z");
        node.runs.work(String.valueOf(node.slot("extract", "2026-11-23").runId()), RunEnd.How.COMPLETED);
        node.tick();
        assertThat(state(coming)).isEqualTo(RunState.PENDING);
    }

    @Test
    void aDatabaseHasNoMoreRunsAtOnceThanItMayAndTheOthersFollowInTheOrderOfTheirLaunch() throws Exception {
        for (String job : List.of("a", "b", "c", "d")) {
            node.job(job, "");
        }
        String a = launch("a", LaunchRequest.of(Map.of()));
        String b = launch("b", LaunchRequest.of(Map.of()));
        CompletableFuture<RunEnd> first = Beside.supply(() -> node.runs.work(a));
        CompletableFuture<RunEnd> second = Beside.supply(() -> node.runs.work(b));
        Await.until(() -> node.runs.orders() == 2);
        String c = launch("c", LaunchRequest.of(Map.of()));
        String d = launch("d", LaunchRequest.of(Map.of()));
        assertThatThrownBy(() -> node.runs.work(c)).hasMessageContaining("'shop' may have 2 runs at once");
        assertThatThrownBy(() -> node.runs.work(d)).hasMessageContaining("and 1 that wait longer");
        node.tick();
        assertThat(node.dispatched).isEmpty();

        runs().pause(a, "ada", "make room", null);
        first.get(20, TimeUnit.SECONDS);
        node.tick();

        assertThat(node.dispatched).containsExactly(c);
        assertThat(state(d)).isEqualTo(RunState.WAITING);
        runs().pause(b, "ada", "end", null);
        second.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aCanaryHoldsUntilAPersonSaysGo() {
        node.job("names", "canary: 100");
        String runId = launch("names", LaunchRequest.of(Map.of()));
        node.runs.work(runId, Problem.CANARY_HELD);
        assertThat(node.runs.canary()).isEqualTo(100);

        assertThat(state(runId)).isEqualTo(RunState.PAUSED);
        assertThat(runs().status(runId).holds()).extracting(Hold::kind).containsExactly(HoldKind.CANARY);
        node.tick();
        assertThat(node.dispatched).isEmpty();
        runs().resume(runId, "ada");
        node.runs.work(runId, RunEnd.How.COMPLETED);

        assertThat(node.runs.canary()).isZero();
        assertThat(runs().audit(runId))
                .filteredOn(entry -> entry.verb().equals("go after canary"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.by()).isEqualTo("ada"));
    }

    private Runs runs() {
        return node.runs.runs();
    }

    private RunState state(String runId) {
        return runs().status(runId).state();
    }

    private String launch(String job, LaunchRequest asked) {
        return runs().launch(node.definition(job), asked, "ada").runId();
    }
}
