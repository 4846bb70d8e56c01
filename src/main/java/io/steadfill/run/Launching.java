package io.steadfill.run;

import io.steadfill.audit.AuditTrail;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.RunParameters;
import io.steadfill.problem.Problem;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes a run of a job, or finds the unfinished one that the operator means. */
final class Launching {

    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int ID_LENGTH = 8;
    private static final OffsetDateTime ANY_TIME = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final RunStore store;
    private final AuditTrail audit;
    private final RandomGenerator random;

    Launching(RunStore store, AuditTrail audit, RandomGenerator random) {
        this.store = store;
        this.audit = audit;
        this.random = random;
    }

    Launched launch(JobDefinition job, Map<String, String> given, String by) {
        // The moment is no part of what makes two launches the same; it is the row's own, by the control's clock.
        String parameters = RunParameters.of(job.parameters(), given, ANY_TIME).identityText();
        while (true) {
            Optional<RunRow> unfinished = unfinished(job, parameters);
            if (unfinished.isPresent()) {
                return goOn(job, parameters, unfinished.get());
            }
            String runId = newId();
            if (store.insert(runId, job, parameters, by)) {
                audit.add(by, "launch", runId, job.name(), null, RunState.PENDING.name());
                return new Launched(runId, true, "run " + runId + " of '" + job.name() + "' begins");
            }
        }
    }

    private Optional<RunRow> unfinished(JobDefinition job, String parameters) {
        return store.active(job.name())
                .or(() -> store.latest(job.name(), parameters).filter(last -> mayGoOn(job, last)));
    }

    /** A run that ended badly is gone on with only while the file is the same: an operator who edited it wants the new one. */
    private static boolean mayGoOn(JobDefinition job, RunRow last) {
        return switch (last.state()) {
            case FAILED, QUARANTINED -> last.definitionHash().equals(job.hash());
            case CANCELLED -> job.completion() == Completion.ONCE;
            case COMPLETED, UNDONE -> false;
            case PENDING, WAITING, RUNNING, PAUSING, PAUSED, CANCELLING, INTERRUPTED, VERIFYING, UNDOING -> true;
        };
    }

    private static Launched goOn(JobDefinition job, String parameters, RunRow run) {
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
        return new Launched(run.runId(), false, "goes on with run " + run.runId() + ", " + was(run) + edited);
    }

    private static String was(RunRow run) {
        return switch (run.state()) {
            case PENDING -> "which nobody has taken up";
            case WAITING -> "which waits";
            case PAUSED, PAUSING -> "which was paused";
            case INTERRUPTED -> "which was interrupted";
            case FAILED -> "which failed";
            case QUARANTINED -> "which has quarantined rows";
            case CANCELLED -> "which was cancelled";
            case CANCELLING -> "which is being cancelled";
            case RUNNING, VERIFYING, UNDOING -> "which was being worked on";
            case COMPLETED, UNDONE -> "which is over";
        };
    }

    private String newId() {
        StringBuilder id = new StringBuilder("r-");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.toString();
    }
}
