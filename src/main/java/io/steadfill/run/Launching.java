package io.steadfill.run;

import io.steadfill.access.Operator;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.ReadableId;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.problem.Problem;
import io.steadfill.run.admission.Admission;
import io.steadfill.run.admission.FourEyes;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.Stage;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes a run of a job, or finds the unfinished one that the operator means. */
final class Launching {

    private static final OffsetDateTime ANY_TIME = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final RunStore store;
    private final FourEyes fourEyes;
    private final Admission admission;
    private final AuditTrail audit;
    private final RandomGenerator random;

    Launching(RunStore store, FourEyes fourEyes, Admission admission, AuditTrail audit, RandomGenerator random) {
        this.store = store;
        this.fourEyes = fourEyes;
        this.admission = admission;
        this.audit = audit;
        this.random = random;
    }

    Launched launch(JobDefinition job, LaunchRequest asked, String by, String person) {
        LocalDate date = asked.businessDate();
        if (date != null) {
            admission.requireUnskipped(job.name(), date);
        }
        // The moment is no part of what makes two launches the same; it is the row's own, by the control's clock.
        String parameters =
                RunParameters.of(job.parameters(), given(job, asked), ANY_TIME).identityText();
        while (true) {
            Optional<RunRow> unfinished = unfinished(job, parameters, asked.businessDate());
            if (unfinished.isPresent() && !givenUp(job, parameters, unfinished.get(), by)) {
                Launched launched = goOn(job, parameters, asked.businessDate(), unfinished.get(), person);
                ignoreHours(unfinished.get(), asked, by);
                return launched;
            }
            String runId = ReadableId.draw('r', random);
            if (store.insert(runId, job, parameters, asked.businessDate(), asked.ignoreHours(), person)) {
                audit.add(by, "launch", runId, job.name(), null, RunState.PENDING.name());
                if (asked.ignoreHours() != null) {
                    audit.add(by, "ignore hours", runId, job.name(), null, asked.ignoreHours());
                }
                store.change(runId, admission::launched);
                boolean waits = fourEyes.review(runId).isPresent();
                return new Launched(
                        runId,
                        true,
                        waits,
                        "run " + runId + " of '" + job.name() + "' " + (waits ? "waits for an approval" : "begins"));
            }
        }
    }

    private void ignoreHours(RunRow run, LaunchRequest asked, String by) {
        String why = asked.ignoreHours();
        if (why != null) {
            store.change(run.runId(), row -> admission.ignoreHours(row, why));
            audit.add(by, "ignore hours", run.runId(), run.job(), run.ignoresHours(), why);
        }
    }

    /** A date's run has the schedule's parameters, but for those that were given: so it is the same whoever launches it. */
    private static Map<String, String> given(JobDefinition job, LaunchRequest asked) {
        LocalDate date = asked.businessDate();
        Schedule schedule = job.schedule();
        if (date == null || schedule == null) {
            return asked.parameters();
        }
        Map<String, String> given = new TreeMap<>(schedule.parametersOn(date));
        given.putAll(asked.parameters());
        return given;
    }

    private Optional<RunRow> unfinished(JobDefinition job, String parameters, @Nullable LocalDate date) {
        Optional<RunRow> active = store.active(job.name());
        if (active.isPresent()) {
            return active;
        }
        if (date == null) {
            return store.latest(job.name(), parameters).filter(last -> mayGoOn(job, last));
        }
        Optional<RunRow> same = store.ofDate(job.name(), date);
        if (same.isPresent() && same.get().state() == RunState.COMPLETED) {
            throw Problem.ALREADY_DONE
                    .with("job", job.name())
                    .with("run", same.get().runId())
                    .with("businessDate", date.toString())
                    .says("run " + same.get().runId() + " of '" + job.name() + "' has done business date " + date
                            + "; launch it without a business date to have it done again");
        }
        if (same.isPresent() && !mayGoOn(job, same.get())) {
            admission.forgetDate(same.get());
            return Optional.empty();
        }
        return same;
    }

    /** A run that ended badly is gone on with only while the file is the same: an operator who edited it wants the new one. */
    private static boolean mayGoOn(JobDefinition job, RunRow last) {
        return switch (last.state()) {
            case FAILED, QUARANTINED -> last.definitionHash().equals(job.hash());
            // One that was cancelled before anybody took it up has done nothing, and is no reason to keep its
            // definition.
            case CANCELLED -> job.completion() == Completion.ONCE && last.leaseVersion() > 0;
            case COMPLETED, UNDONE -> false;
            case PENDING, WAITING, RUNNING, PAUSING, PAUSED, CANCELLING, INTERRUPTED, VERIFYING, UNDOING -> true;
        };
    }

    /** A run that waits for a second person and has done nothing gives way to the edited file: nobody approves what is not meant any more. */
    private boolean givenUp(JobDefinition job, String parameters, RunRow run, String by) {
        if (run.stage() != Stage.NEW
                || !run.isHeldForApproval()
                || run.definitionHash().equals(job.hash())
                || !run.parameters().equals(parameters)) {
            return false;
        }
        boolean givenUp = fourEyes.giveUp(run.runId());
        if (givenUp) {
            audit.add(by, "give up", run.runId(), run.job(), run.state().name(), RunState.CANCELLED.name());
        }
        return givenUp;
    }

    private Launched goOn(JobDefinition job, String parameters, @Nullable LocalDate date, RunRow run, String person) {
        if (run.state() == RunState.UNDOING) {
            throw Problem.RUN_ALREADY_ACTIVE
                    .with("job", job.name())
                    .with("run", run.runId())
                    .with("state", run.state())
                    .says("run " + run.runId() + " of '" + job.name()
                            + "' is being undone: wait for the end of that, or 'undo " + run.runId()
                            + "' where nobody is at it any more");
        }
        if (date != null && !date.equals(run.businessDate())) {
            throw Problem.RUN_ALREADY_ACTIVE
                    .with("job", job.name())
                    .with("run", run.runId())
                    .with("state", run.state())
                    .says("run " + run.runId() + " of '" + job.name() + "', which is "
                            + (run.businessDate() == null ? "of no business date" : "of " + run.businessDate())
                            + ", is not finished: wait for its end, or end it by 'cancel " + run.runId() + "'");
        }
        if (!run.parameters().equals(parameters)) {
            throw Problem.RUN_ALREADY_ACTIVE
                    .with("job", job.name())
                    .with("run", run.runId())
                    .with("state", run.state())
                    .with("parameters", run.parameters())
                    .says("run " + run.runId() + " of '" + job.name()
                            + "' is not finished and has other parameters: finish it by 'resume " + run.runId()
                            + "', or end it by 'cancel " + run.runId() + "'");
        }
        String edited = run.definitionHash().equals(job.hash())
                ? ""
                : "; it keeps the definition it was launched with, the job file was edited since";
        // A schedule is nobody, and does not stand for whoever set the run going before.
        if (!run.alive() && !person.equals(Operator.SCHEDULE)) {
            store.change(run.runId(), row -> admission.setGoing(row, person));
        }
        boolean waits = run.isHeldForApproval() && fourEyes.review(run.runId()).isPresent();
        return new Launched(run.runId(), false, waits, "goes on with run " + run.runId() + ", " + was(run) + edited);
    }

    private static String was(RunRow run) {
        return switch (run.state()) {
            case PENDING -> "which nobody has taken up";
            case WAITING -> "which waits";
            case PAUSED, PAUSING -> run.isHeldByCanary() ? "which is held at its canary" : "which was paused";
            case INTERRUPTED -> "which was interrupted";
            case FAILED -> "which failed";
            case QUARANTINED -> "which has quarantined rows";
            case CANCELLED -> "which was cancelled";
            case CANCELLING -> "which is being cancelled";
            case RUNNING, VERIFYING, UNDOING -> "which was being worked on";
            case COMPLETED, UNDONE -> "which is over";
        };
    }
}
