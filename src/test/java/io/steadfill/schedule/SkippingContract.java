package io.steadfill.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.BlackOut;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.life.RunState;
import io.steadfill.schedule.slot.Slot;
import io.steadfill.testing.TestDatabase;
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
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A date of a schedule that is not to run, by somebody's word. */
@Timeout(180)
abstract class SkippingContract extends ScheduleBenches {

    SkippingContract() {
        super("2026-06-01T12:00:00Z");
    }

    @Test
    void aSkippedDateHasNoRunAndTheNextOneHas(TestDatabase at) {
        ScheduleBench node = nightly(at, "");

        skip(node, "2026-06-03", "stocktake");
        node.tickAt("2026-06-02T00:31:00Z");
        done(node, "2026-06-02");
        node.tickAt("2026-06-03T00:31:00Z");
        node.tickAt("2026-06-04T00:31:00Z");

        assertThat(node.history("names"))
                .containsExactly("2026-06-02 LAUNCHED", "2026-06-03 SKIPPED", "2026-06-04 LAUNCHED");
        assertThat(node.slot("names", "2026-06-03").reason()).isEqualTo("skipped by ada: stocktake");
        assertThat(at.count("select count(*) from steadfill_control_skip")).isZero();
        assertThat(at.count("select count(*) from steadfill_control_run where business_date = '2026-06-03'"))
                .isZero();
    }

    @Test
    void whatWasSaidIsSeenAndTakenBackAndAudited(TestDatabase at) {
        ScheduleBench node = nightly(at, "");

        skip(node, "2026-06-03", "stocktake");
        skip(node, "2026-06-03", "stocktake, says the shop");
        skip(node, "2027-01-01", "new year");
        ScheduleStatus status = node.schedules.status(node.definition("names"), 3);
        assertThat(status.next())
                .extracting(next -> next.date() + " " + next.runs() + " " + next.note())
                .containsExactly(
                        "2026-06-02 true null",
                        "2026-06-03 false skipped by ada: stocktake, says the shop",
                        "2026-06-04 true null");
        assertThat(status.skippedDates())
                .extracting(skip -> skip.date().toString())
                .containsExactly("2026-06-03", "2027-01-01");

        node.skipping.takeBack(node.definition("names"), LocalDate.parse("2026-06-03"), "bob");
        node.tickAt("2026-06-03T00:31:00Z");

        assertThat(node.slot("names", "2026-06-03").state()).isEqualTo(Slot.State.LAUNCHED);
        assertThat(node.runs
                        .control()
                        .client()
                        .sql("select concat(by_whom, ' ', verb, ', ', before_text, ' -> ', after_text)"
                                + " from steadfill_control_audit where verb like '%skip date' order by audit_id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "ada skip date, 2026-06-03 to run -> 2026-06-03 skipped: stocktake",
                        "ada skip date, 2026-06-03 skipped by ada: stocktake"
                                + " -> 2026-06-03 skipped: stocktake, says the shop",
                        "ada skip date, 2027-01-01 to run -> 2027-01-01 skipped: new year",
                        "bob unskip date, 2026-06-03 skipped by ada: stocktake, says the shop -> 2026-06-03 to run");
    }

    @Test
    void whatCannotBeSkippedSaysWhyAndWhatComes(TestDatabase at) {
        ScheduleBench node = bench(at, "one");
        node.job("names", "schedule: { cron: \"30 2 * * 1-5\", zone: Europe/Berlin, black-outs: [2026-06-03] }");
        node.tick();
        node.tickAt("2026-06-02T00:31:00Z");
        String run = node.slot("names", "2026-06-02").runId();

        refused(() -> skip(node, "2026-06-06", "x"))
                .hasMessageContaining("2026-06-06 is no date of the schedule of 'names', 30 2 * * 1-5 Europe/Berlin")
                .hasMessageContaining("the next dates are 2026-06-04, 2026-06-05, 2026-06-08");
        refused(() -> skip(node, "2026-06-03", "x")).hasMessageContaining("a black-out of 'names'");
        refused(() -> skip(node, "2026-06-02", "x")).hasMessageContaining("was launched already, as run " + run);
        refused(() -> skip(node, "2026-05-28", "x")).hasMessageContaining("is over: it was due");
        refused(() -> node.skipping.takeBack(node.definition("names"), LocalDate.parse("2026-06-04"), "bob"))
                .hasMessageContaining("nobody had 2026-06-04 of 'names' skipped");

        done(node, "2026-06-02");
        String byHand = launch(node, "2026-06-04");
        refused(() -> skip(node, "2026-06-04", "x")).hasMessageContaining("run " + byHand + " is PENDING; 'cancel");
        node.runs.runs().cancel(byHand, "ada");
        skip(node, "2026-06-04", "x");
        node.tickAt("2026-06-04T00:31:00Z");
        assertThat(node.slot("names", "2026-06-04").state()).isEqualTo(Slot.State.SKIPPED);
        refused(() -> node.skipping.takeBack(node.definition("names"), LocalDate.parse("2026-06-04"), "bob"))
                .hasMessageContaining("has come and was SKIPPED")
                .hasMessageContaining("'run names --business-date 2026-06-04' has it done now");
    }

    @Test
    void nobodyLaunchesADateThatIsToBeSkippedUntilItHasCome(TestDatabase at) {
        ScheduleBench node = nightly(at, "");
        skip(node, "2026-06-02", "stocktake");

        assertThatThrownBy(() -> launch(node, "2026-06-02"))
                .hasMessageContaining("is to be skipped by ada: stocktake")
                .hasMessageContaining("'schedule unskip names 2026-06-02' takes that back")
                .extracting(error -> ((ProblemException) error).problem())
                .isEqualTo(Problem.DATE_SKIPPED);
        assertThat(at.count("select count(*) from steadfill_control_run")).isZero();
        assertThat(node.runs
                        .runs()
                        .launch(node.definition("names"), Map.of(), "ada")
                        .fresh())
                .isTrue();
        node.runs.work(
                node.runs
                        .runs()
                        .launch(node.definition("names"), Map.of(), "ada")
                        .runId(),
                RunEnd.How.COMPLETED);

        node.tickAt("2026-06-02T00:31:00Z");
        launch(node, "2026-06-02");
        node.tickAt("2026-06-02T00:32:00Z");
        assertThat(node.history("names")).containsExactly("2026-06-02 SKIPPED");
    }

    @Test
    void aDateThatWaitsToBeLaunchedIsSkippedAtOnce(TestDatabase at) {
        ScheduleBench node = nightly(at, ", max-lateness: 8h");
        node.refusal.set(Problem.DATABASE_UNREACHABLE.says("shop does not answer"));
        node.tickAt("2026-06-02T00:31:00Z");

        skip(node, "2026-06-02", "enough");
        node.refusal.set(null);
        node.tickAt("2026-06-02T00:32:00Z");

        assertThat(node.slot("names", "2026-06-02").reason()).isEqualTo("skipped by ada: enough");
        assertThat(node.dispatched).isEmpty();
        assertThat(at.count("select count(*) from steadfill_control_skip")).isZero();
    }

    @Test
    void anEarlierDateIsNotMissedForALaterOneThatIsSkipped(TestDatabase at) {
        ScheduleBench node = nightly(at, ", max-lateness: 3d, black-outs: [2026-06-05]");
        skip(node, "2026-06-04", "stocktake");

        node.tickAt("2026-06-05T08:00:00Z");

        assertThat(node.history("names"))
                .containsExactly(
                        "2026-06-02 MISSED", "2026-06-03 LAUNCHED", "2026-06-04 SKIPPED", "2026-06-05 SKIPPED");
    }

    @Test
    void ofAllMissedDatesTheSkippedOneIsLeftOut(TestDatabase at) {
        ScheduleBench node = nightly(at, ", misfire: run-all, max-lateness: 5d");
        skip(node, "2026-06-03", "stocktake");

        node.tickAt("2026-06-04T08:00:00Z");
        done(node, "2026-06-02");
        node.tickAt("2026-06-04T08:10:00Z");

        assertThat(node.history("names"))
                .containsExactly("2026-06-02 LAUNCHED", "2026-06-03 SKIPPED", "2026-06-04 LAUNCHED");
    }

    @Test
    void theWordOutlivesAnEditedOrABrokenFile(TestDatabase at) {
        ScheduleBench node = nightly(at, "");
        skip(node, "2026-06-02", "stocktake");
        skip(node, "2026-06-03", "still counting");
        node.job("names", "schedule: { cron: \"0 5 * * *\", zone: Europe/Berlin }");
        node.tickAt("2026-06-01T20:00:00Z");

        node.tickAt("2026-06-02T03:01:00Z");
        node.file("names", "job: names\ntabel: customers\n");
        node.tickAt("2026-06-03T03:01:00Z");

        assertThat(node.slot("names", "2026-06-02").reason()).isEqualTo("skipped by ada: stocktake");
        assertThat(node.slot("names", "2026-06-03").reason()).isEqualTo("skipped by ada: still counting");
    }

    @Test
    void whoDependsOnASkippedDateWaitsUntilItHasComeAndFailsThen(TestDatabase at) {
        ScheduleBench node = nightly(at, "");
        node.job("totals", "depends-on: [names]\nschedule: { cron: \"0 1 * * *\", zone: Europe/Berlin }");
        node.tick();
        skip(node, "2026-06-02", "stocktake");

        node.tickAt("2026-06-01T23:01:00Z");
        String totals = node.slot("totals", "2026-06-02").runId();
        assertThat(node.runs.runs().status(totals).holds())
                .extracting(hold -> hold.why())
                .containsExactly("waits for names of 2026-06-02, which is to be skipped by ada: stocktake");
        node.tickAt("2026-06-02T00:31:00Z");
        node.tickAt("2026-06-02T00:32:00Z");

        assertThat(node.runs.runs().status(totals).state()).isEqualTo(RunState.FAILED);
        assertThat(node.runs.runs().status(totals).says())
                .contains("names has no run of 2026-06-02: SKIPPED, skipped by ada: stocktake");
    }

    @Test
    void whoeverComesFirstOfASkipAndTwoNodesWinsAndTheOtherIsTold(TestDatabase at) throws Exception {
        ScheduleBench one = bench(at, "one");
        ScheduleBench two = bench(at, "two");
        ScheduleBench person = bench(at, "person");
        one.job("names", NIGHTLY.formatted(""));
        one.tick();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        int skipped = 0;
        for (int day = 2; day <= 21; day++) {
            LocalDate date = LocalDate.of(2026, 6, day);
            now.set(Instant.parse(date + "T00:30:05Z"));
            CyclicBarrier together = new CyclicBarrier(3);
            List<Future<?>> ticks = new ArrayList<>();
            for (ScheduleBench node : List.of(one, two)) {
                ticks.add(threads.submit(() -> {
                    together.await();
                    node.tick();
                    return null;
                }));
            }
            Future<String> said = threads.submit(() -> {
                together.await();
                try {
                    skip(person, date.toString(), "stocktake");
                    return "skipped";
                } catch (ProblemException e) {
                    return e.problem() + " " + e.detail();
                }
            });
            for (Future<?> tick : ticks) {
                tick.get(60, TimeUnit.SECONDS);
            }
            String answer = said.get(60, TimeUnit.SECONDS);
            one.tick();

            Slot slot = one.slot("names", date.toString());
            if (answer.equals("skipped")) {
                skipped++;
                assertThat(slot.state()).as("after " + answer).isEqualTo(Slot.State.SKIPPED);
                assertThat(slot.runId()).isNull();
            } else {
                assertThat(slot.state()).as("after " + answer).isEqualTo(Slot.State.LAUNCHED);
                assertThat(answer).startsWith("DATE_SETTLED").contains(String.valueOf(slot.runId()));
                one.runs.work(slot.runId(), RunEnd.How.COMPLETED);
            }
        }
        threads.shutdown();

        assertThat(at.count("select count(*) from steadfill_control_slot")).isEqualTo(20);
        assertThat(at.count("select count(*) from steadfill_control_run")).isEqualTo(20 - skipped);
        assertThat(at.count("select count(*) from steadfill_control_skip")).isZero();
    }

    @Test
    void everyDateFromOneDayToAnotherIsSkippedButNotWhatWasLaunched(TestDatabase at) {
        ScheduleBench node = nightly(at, ", black-outs: [2026-06-04]");
        node.job("sums", "schedule: { cron: \"0 4 * * WED\", zone: Europe/Berlin }");
        node.tickAt("2026-06-02T00:31:00Z");

        List<Skipping.Said> said = node.skipping.skip(
                List.of(node.definition("names"), node.definition("sums")),
                days("2026-06-02", "2026-06-05"),
                "ada",
                "freeze");
        assertThat(said)
                .extracting(one -> one.job() + " " + one.date() + " " + (one.refused() == null))
                .containsExactly(
                        "names 2026-06-02 false",
                        "names 2026-06-03 true",
                        "names 2026-06-05 true",
                        "sums 2026-06-03 true");
        assertThat(said.get(0).refused()).contains("2026-06-02 of 'names' was launched already");
        assertThat(at.count("select count(*) from steadfill_control_audit where verb = 'skip date'"))
                .isEqualTo(3);

        done(node, "2026-06-02");
        for (int day = 3; day <= 6; day++) {
            node.tickAt("2026-06-0" + day + "T03:00:00Z");
        }
        assertThat(node.history("names"))
                .containsExactly(
                        "2026-06-02 LAUNCHED",
                        "2026-06-03 SKIPPED",
                        "2026-06-04 SKIPPED",
                        "2026-06-05 SKIPPED",
                        "2026-06-06 LAUNCHED");
        assertThat(node.history("sums")).containsExactly("2026-06-03 SKIPPED");
    }

    @Test
    void oneWordOfManyDatesIsTakenBackAndNoOther(TestDatabase at) {
        ScheduleBench node = nightly(at, "");
        List<JobDefinition> names = List.of(node.definition("names"));
        skip(node, "2026-06-08", "stocktake");
        now.set(Instant.parse("2026-06-01T12:05:00Z"));
        node.skipping.skip(names, days("2026-06-03", "2026-06-05"), "ada", "freeze");
        node.skipping.skip(names, days("2026-06-10", "2026-06-11"), "ada", "freeze");

        List<Skipping.Said> back = node.skipping.takeBack(names, days("2026-06-03", "2026-06-10"), now.get(), "bob");

        assertThat(back)
                .extracting(one -> one.date() + " " + one.refused())
                .containsExactly("2026-06-03 null", "2026-06-04 null", "2026-06-05 null", "2026-06-10 null");
        assertThat(node.schedules.status(names.get(0), 1).skippedDates())
                .extracting(skip -> skip.date().toString())
                .containsExactly("2026-06-08", "2026-06-11");
        assertThat(node.skipping.takeBack(names, days("2026-06-03", "2026-06-10"), null, "bob"))
                .extracting(one -> one.date().toString())
                .containsExactly("2026-06-08");
        assertThatThrownBy(() -> node.skipping.skip(names, days("2026-06-03", "2026-09-12"), "ada", "x"))
                .hasMessageContaining("100 days at most")
                .extracting(error -> ((ProblemException) error).problem())
                .isEqualTo(Problem.REQUEST_INVALID);
    }

    private static BlackOut days(String from, String to) {
        return new BlackOut(LocalDate.parse(from), LocalDate.parse(to));
    }

    private ScheduleBench nightly(TestDatabase at, String more) {
        ScheduleBench node = bench(at, "one");
        node.job("names", NIGHTLY.formatted(more));
        node.tick();
        return node;
    }

    private static void skip(ScheduleBench node, String date, String why) {
        node.skipping.skip(node.definition("names"), LocalDate.parse(date), "ada", why);
    }

    private static String launch(ScheduleBench node, String date) {
        return node.runs
                .runs()
                .launch(node.definition("names"), new LaunchRequest(Map.of(), LocalDate.parse(date), null), "ada")
                .runId();
    }

    private static void done(ScheduleBench node, String date) {
        node.runs.work(node.slot("names", date).runId(), RunEnd.How.COMPLETED);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable say) {
        return assertThatThrownBy(say)
                .satisfies(error ->
                        assertThat(((ProblemException) error).problem()).isEqualTo(Problem.DATE_SETTLED));
    }
}
