package io.steadfill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.approval.Approval;
import io.steadfill.approval.ApprovalKind;
import io.steadfill.approval.ApprovalState;
import io.steadfill.approval.ApprovalsKit;
import io.steadfill.approval.Decision;
import io.steadfill.audit.AuditTrail;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.file.JobFile;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.life.RunState;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every run here needs a second person: what he may do, and what no race gets past him. */
abstract class ApprovalContract {

    private static final Operator ADA = Operator.ofThisMachine("ada");
    private static final Operator BOB = Operator.ofThisMachine("bob");
    private static final JobDefinition JOB = ControlBench.job("names");

    private final ScriptedEngine engine = new ScriptedEngine();
    private final AtomicReference<String> target = new AtomicReference<>("the target");
    private final AtomicReference<Runnable> looking = new AtomicReference<>(() -> {});
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestDatabase at;
    private ControlBench bench;

    ApprovalContract(TestDatabase at) {
        this.at = at;
        this.bench = bench(Duration.ofHours(24)).initialised();
    }

    @BeforeEach
    void everyWorkCompletes() {
        for (int i = 0; i < 50; i++) {
            engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));
        }
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        bench.close();
    }

    @Test
    void aRunWaitsUntilSomebodyElseSaysYes() {
        Launched launched = launch(JOB);

        assertThat(launched.waits()).isTrue();
        assertThat(state(launched)).isEqualTo(RunState.WAITING);
        assertRefused(Problem.APPROVAL_REQUIRED, () -> work(launched));
        assertThat(launch(JOB).runId()).isEqualTo(launched.runId());
        assertThat(bench.approvals.of(launched.runId())).hasSize(1);

        Approval yes = bench.runApprovals.decide(launched.runId(), Decision.APPROVE, BOB, "seen", null);
        assertThat(yes.state()).isEqualTo(ApprovalState.APPROVED);
        assertThat(state(launched)).isEqualTo(RunState.PENDING);
        work(launched);

        assertThat(state(launched)).isEqualTo(RunState.COMPLETED);
        assertThat(newest(launched).state()).isEqualTo(ApprovalState.USED);
        assertThat(bench.runs.audit(launched.runId()))
                .extracting(AuditTrail.Entry::by, AuditTrail.Entry::verb)
                .contains(Tuple.tuple("ada", "ask approval"), Tuple.tuple("bob", "approve"));
    }

    @Test
    void whileALaunchAsksASlowTargetOtherRunsCanBePaused() throws Exception {
        Launched other = launch(ControlBench.job("others"));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        looking.set(() -> {
            asked.countDown();
            try {
                assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Future<Launched> slow = threads.submit(() -> bench.control.inTransaction(() -> launch(JOB)));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        Future<?> pause = threads.submit(() -> bench.runs.pause(other.runId(), "bob", "the target is slow", null));

        try {
            assertThat(pause).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            answered.countDown();
        }
        assertThat(slow.get(10, TimeUnit.SECONDS).waits()).isTrue();
    }

    @Test
    void nobodyApprovesWhatHeLaunchedHimselfAlsoNotThroughAToken() {
        Launched launched = launch(JOB);
        Operator token = new Operator("ada/nightly", "ada", Set.of(new Grant(Role.ADMIN, "*")), true, ZoneOffset.UTC);

        assertRefused(
                Problem.APPROVAL_OWN,
                () -> bench.runApprovals.decide(launched.runId(), Decision.APPROVE, ADA, "", null));
        assertRefused(
                Problem.APPROVAL_OWN,
                () -> bench.runApprovals.decide(launched.runId(), Decision.APPROVE, token, "", null));
        assertRefused(Problem.APPROVAL_REQUIRED, () -> work(launched));

        assertRefused(
                Problem.USAGE, () -> bench.runApprovals.decide(launched.runId(), Decision.BREAK_GLASS, ADA, " ", null));
        bench.runApprovals.decide(launched.runId(), Decision.BREAK_GLASS, ADA, "the shop is down", null);
        work(launched);
        assertThat(newest(launched).breakGlass()).isTrue();
        assertThat(bench.runs.audit(launched.runId()))
                .extracting(AuditTrail.Entry::verb)
                .contains("break-glass");
    }

    @Test
    void anEditedFileIsARunOfItsOwnAndTheWordForTheOldOneLetsNothingThrough() {
        Launched old = launch(JOB);
        String seen = newest(old).hash();

        Launched edited = launch(edited());

        assertThat(edited.runId()).isNotEqualTo(old.runId());
        assertThat(state(old)).isEqualTo(RunState.CANCELLED);
        assertRefused(
                Problem.APPROVAL_CLOSED, () -> bench.runApprovals.decide(old.runId(), Decision.APPROVE, BOB, "", seen));
        assertRefused(
                Problem.APPROVAL_CLOSED,
                () -> bench.runApprovals.decide(edited.runId(), Decision.APPROVE, BOB, "", seen));
        assertRefused(Problem.APPROVAL_REQUIRED, () -> work(edited));
        assertThat(engine.orders).isEmpty();
    }

    @Test
    void anEditThatRacesTheWordNeverRunsWhatWasNotSeen() throws Exception {
        for (int i = 0; i < 8; i++) {
            Launched old = launch(JOB);
            Approval shown = newest(old);
            CyclicBarrier start = new CyclicBarrier(2);
            Future<Optional<Problem>> word = threads.submit(() -> {
                start.await();
                return problem(() -> bench.runApprovals.decide(old.runId(), Decision.APPROVE, BOB, "", shown.hash()));
            });
            Future<Launched> launch = threads.submit(() -> {
                start.await();
                return launch(edited());
            });

            boolean said = word.get(20, TimeUnit.SECONDS).isEmpty();
            Launched after = launch.get(20, TimeUnit.SECONDS);
            int before = engine.orders.size();
            Optional<Problem> refused = problem(() -> work(after));

            if (refused.isEmpty()) {
                assertThat(said).isTrue();
                assertThat(engine.orders.get(before).definition().hash()).isEqualTo(JOB.hash());
            } else {
                assertThat(refused).contains(Problem.APPROVAL_REQUIRED);
                assertThat(engine.orders).hasSize(before);
                bench.runs.cancel(after.runId(), "ada");
            }
        }
    }

    @Test
    void aTargetThatWasExchangedAfterTheWordAsksAnew() {
        Launched launched = approved();
        target.set("another target");

        assertRefused(Problem.APPROVAL_REQUIRED, () -> work(launched));

        assertThat(engine.orders).isEmpty();
        assertThat(bench.approvals.of(launched.runId()))
                .extracting(Approval::state)
                .containsExactlyInAnyOrder(ApprovalState.VOID, ApprovalState.OPEN);
        target.set("the target");
        assertRefused(Problem.APPROVAL_REQUIRED, () -> work(launched));
    }

    @Test
    void whoeverSetsSomebodyElsesRunGoingCannotApproveThat() {
        engine.ends.clear();
        for (String door : List.of("resume", "launch", "work")) {
            engine.ends.add(ScriptedEngine.end(RunEnd.How.FAILED));
            Launched launched = approved();
            work(launched);
            assertThat(state(launched)).isEqualTo(RunState.FAILED);
            target.set("marked production before " + door);

            switch (door) {
                case "resume" -> bench.runs.resume(launched.runId(), "bob/nightly", "bob");
                case "launch" -> bench.runs.launch(JOB, LaunchRequest.of(Map.of()), "bob/nightly", "bob");
                default ->
                    assertRefused(
                            Problem.APPROVAL_REQUIRED, () -> bench.runs.work(launched.runId(), "bob", sentence -> {}));
            }
            assertRefused(
                    Problem.APPROVAL_REQUIRED, () -> bench.runs.carry(launched.runId(), "node one", sentence -> {}));

            assertThat(newestOpen(launched).askedBy()).as(door).isEqualTo("bob");
            bench.runs.resume(launched.runId(), "carol");
            launch(JOB);
            for (Operator own : List.of(BOB, ADA)) {
                assertRefused(
                        Problem.APPROVAL_OWN,
                        () -> bench.runApprovals.decide(launched.runId(), Decision.APPROVE, own, "", null));
            }
            bench.runApprovals.decide(launched.runId(), Decision.APPROVE, Operator.ofThisMachine("carol"), "", null);
            engine.ends.add(ScriptedEngine.end(RunEnd.How.COMPLETED));
            bench.runs.carry(launched.runId(), "node one", sentence -> {});
            assertThat(state(launched)).isEqualTo(RunState.COMPLETED);
        }
    }

    @Test
    void aWordIsForOneRunAndIsSaidOnce() {
        Launched first = approved();
        assertRefused(
                Problem.APPROVAL_CLOSED,
                () -> bench.runApprovals.decide(first.runId(), Decision.APPROVE, BOB, "", null));
        work(first);

        Launched second = launch(JOB);

        assertThat(second.runId()).isNotEqualTo(first.runId());
        assertRefused(Problem.APPROVAL_REQUIRED, () -> work(second));
        assertRefused(
                Problem.APPROVAL_CLOSED,
                () -> bench.runApprovals.decide(newest(first).id(), Decision.APPROVE, BOB, "", null));
        assertThat(engine.orders).hasSize(1);
    }

    @Test
    void aYesForSomethingElseOfARunStaysWhenTheRunGoesOn() {
        List<RunEnd> later = new ArrayList<>();
        engine.ends.drainTo(later);
        engine.ends.add(ScriptedEngine.end(RunEnd.How.QUARANTINED));
        engine.ends.addAll(later);
        Launched launched = approved();
        work(launched);
        assertThat(state(launched)).isEqualTo(RunState.QUARANTINED);
        List<String> others = Stream.of(ApprovalKind.WAIVE, ApprovalKind.UNDO)
                .map(kind -> bench.approvals
                        .ask(ApprovalsKit.subject(kind, launched.runId(), launched.runId(), kind.word()), "ada")
                        .approval()
                        .id())
                .toList();
        others.forEach(id -> bench.runApprovals.decide(id, Decision.APPROVE, BOB, "", null));

        bench.runs.resume(launched.runId(), "ada");
        target.set("another target");
        assertRefused(Problem.APPROVAL_REQUIRED, () -> work(launched));
        assertThat(states(others)).as("the run is asked for anew").containsOnly(ApprovalState.APPROVED);
        target.set("the target");
        work(launched);

        assertThat(state(launched)).isEqualTo(RunState.COMPLETED);
        assertThat(states(others)).containsOnly(ApprovalState.APPROVED);
    }

    @Test
    void whatWasNotDecidedOrUsedInTimeHasExpired() {
        bench.close();
        bench = bench(Duration.ofSeconds(1));
        Launched undecided = launch(JOB);
        at.update("update steadfill_control_approval set expires_at = asked_at");
        assertRefused(
                Problem.APPROVAL_CLOSED,
                () -> bench.runApprovals.decide(undecided.runId(), Decision.APPROVE, BOB, "", null));
        assertRefused(Problem.APPROVAL_REQUIRED, () -> work(undecided));
        assertThat(bench.approvals.of(undecided.runId())).hasSize(2);

        bench.runApprovals.decide(newestOpen(undecided).id(), Decision.APPROVE, BOB, "", null);
        at.update("update steadfill_control_approval set expires_at = asked_at");
        assertRefused(Problem.APPROVAL_REQUIRED, () -> work(undecided));
        assertThat(engine.orders).isEmpty();
    }

    @Test
    void nothingIsApprovedAfterACancelAndNoRaceOfTheTwoWorksACancelledRun() throws Exception {
        Launched cancelled = launch(JOB);
        bench.runs.cancel(cancelled.runId(), "ada");
        assertRefused(
                Problem.APPROVAL_CLOSED,
                () -> bench.runApprovals.decide(cancelled.runId(), Decision.APPROVE, BOB, "", null));

        for (int i = 0; i < 8; i++) {
            Launched launched = launch(JOB);
            CyclicBarrier start = new CyclicBarrier(2);
            Future<Optional<Problem>> word = threads.submit(() -> {
                start.await();
                return problem(() -> bench.runApprovals.decide(launched.runId(), Decision.APPROVE, BOB, "", null));
            });
            Future<Optional<Problem>> cancel = threads.submit(() -> {
                start.await();
                return problem(() -> bench.runs.cancel(launched.runId(), "ada"));
            });

            word.get(20, TimeUnit.SECONDS);
            assertThat(cancel.get(20, TimeUnit.SECONDS)).isEmpty();
            assertThat(state(launched)).isEqualTo(RunState.CANCELLED);
            assertRefused(Problem.RUN_NOT_RESUMABLE, () -> work(launched));
        }
        assertThat(engine.orders).isEmpty();
    }

    @Test
    void onlyWhoeverAskedWithdrawsAndNobodyApprovesAfterwards() {
        Launched launched = launch(JOB);
        assertRefused(
                Problem.NOT_PERMITTED,
                () -> bench.runApprovals.decide(launched.runId(), Decision.WITHDRAW, BOB, "", null));

        bench.runApprovals.decide(launched.runId(), Decision.WITHDRAW, ADA, "", null);

        assertThat(newest(launched).state()).isEqualTo(ApprovalState.WITHDRAWN);
        assertThat(state(launched)).isEqualTo(RunState.CANCELLED);
        assertThat(bench.runs.status(launched.runId()).says()).isEqualTo("withdrawn by ada");
        assertRefused(
                Problem.APPROVAL_CLOSED,
                () -> bench.runApprovals.decide(launched.runId(), Decision.APPROVE, BOB, "", null));
        assertRefused(Problem.RUN_NOT_RESUMABLE, () -> work(launched));
        assertThat(bench.runs.audit(launched.runId()))
                .extracting(AuditTrail.Entry::by, AuditTrail.Entry::verb)
                .contains(Tuple.tuple("ada", "withdraw"));
        Launched again = approved();
        assertRefused(
                Problem.APPROVAL_CLOSED,
                () -> bench.runApprovals.decide(again.runId(), Decision.WITHDRAW, ADA, "", null));
    }

    @Test
    void aYesThatRacesAWithdrawalEndsAsOneOfTheTwo() throws Exception {
        for (int i = 0; i < 8; i++) {
            Launched launched = launch(JOB);
            CyclicBarrier start = new CyclicBarrier(2);
            Future<Optional<Problem>> yes = threads.submit(() -> {
                start.await();
                return problem(() -> bench.runApprovals.decide(launched.runId(), Decision.APPROVE, BOB, "", null));
            });
            Future<Optional<Problem>> back = threads.submit(() -> {
                start.await();
                return problem(() -> bench.runApprovals.decide(launched.runId(), Decision.WITHDRAW, ADA, "", null));
            });

            boolean approved = yes.get(60, TimeUnit.SECONDS).isEmpty();
            boolean withdrawn = back.get(60, TimeUnit.SECONDS).isEmpty();

            assertThat(approved).isNotEqualTo(withdrawn);
            assertThat(newest(launched).state()).isEqualTo(approved ? ApprovalState.APPROVED : ApprovalState.WITHDRAWN);
            assertThat(state(launched)).isEqualTo(approved ? RunState.PENDING : RunState.CANCELLED);
            if (approved) {
                bench.runs.cancel(launched.runId(), "ada");
            }
        }
    }

    @Test
    void aNoEndsARunThatHasNotBegun() {
        Launched launched = launch(JOB);

        bench.runApprovals.decide(launched.runId(), Decision.REFUSE, BOB, "not on a Friday", null);

        assertThat(state(launched)).isEqualTo(RunState.CANCELLED);
        assertThat(bench.runs.status(launched.runId()).says()).isEqualTo("refused by bob: not on a Friday");
    }

    private ControlBench bench(Duration expires) {
        return new ControlBench(
                at,
                "one",
                engine,
                run -> {
                    looking.get().run();
                    return Optional.of(ApprovalsKit.subject(
                            ApprovalKind.RUN,
                            run.runId(),
                            run.runId(),
                            run.definitionHash(),
                            run.parameters(),
                            String.valueOf(target.get())));
                },
                expires);
    }

    private Launched launch(JobDefinition job) {
        return bench.runs.launch(job, Map.of(), "ada");
    }

    private Launched approved() {
        Launched launched = launch(JOB);
        bench.runApprovals.decide(launched.runId(), Decision.APPROVE, BOB, "", null);
        return launched;
    }

    private void work(Launched launched) {
        bench.runs.work(launched.runId(), "ada", sentence -> {});
    }

    private List<ApprovalState> states(List<String> requests) {
        return requests.stream().map(id -> bench.approvals.get(id).state()).toList();
    }

    private RunState state(Launched launched) {
        return bench.runs.status(launched.runId()).state();
    }

    private Approval newest(Launched launched) {
        return bench.approvals.of(launched.runId()).get(0);
    }

    private Approval newestOpen(Launched launched) {
        return bench.approvals.of(launched.runId()).stream()
                .filter(approval -> approval.state() == ApprovalState.OPEN)
                .findFirst()
                .orElseThrow();
    }

    private static JobDefinition edited() {
        return JobFile.ofText(JOB.text().replace("' '", "'-'")).definition();
    }

    private static Optional<Problem> problem(Runnable verb) {
        try {
            verb.run();
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    private static void assertRefused(Problem problem, ThrowableAssert.ThrowingCallable verb) {
        assertThatThrownBy(verb)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
