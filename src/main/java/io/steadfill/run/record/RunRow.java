package io.steadfill.run.record;

import io.steadfill.chunk.Gate;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.life.Verb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as the control database has it, with its holds.
 *
 * @param parameters canonical JSON, name to text, sorted by name
 * @param saidBy who set it going last, after its launch; null where nobody did
 * @param word the operators' last word; STOP is never stored
 * @param owner the process that holds the lease; null when nobody does
 * @param alive whether the lease was renewed in time, by the control database's clock
 * @param heartbeat null before the first lease
 * @param progress what the owner last told about its work, as JSON; null before the first word
 * @param businessDate null for a run of no date
 * @param ignoresHours why it works outside open hours; null where it does not
 * @param canaryPassed whether a person has said go after the canary
 * @param holds those that have not expired
 */
public record RunRow(
        String runId,
        String job,
        String database,
        String table,
        String definitionHash,
        String definitionText,
        String parameters,
        Instant started,
        String startedBy,
        @Nullable String saidBy,
        int attempt,
        Gate.Word word,
        Stage stage,
        @Nullable String owner,
        long leaseVersion,
        boolean alive,
        @Nullable Instant heartbeat,
        @Nullable String progress,
        @Nullable String endProblem,
        @Nullable String endSays,
        @Nullable Instant ended,
        @Nullable LocalDate businessDate,
        @Nullable String ignoresHours,
        boolean canaryPassed,
        List<Hold> holds) {

    public RunRow {
        holds = List.copyOf(holds);
    }

    RunRow withHolds(List<Hold> found) {
        return new RunRow(
                runId,
                job,
                database,
                table,
                definitionHash,
                definitionText,
                parameters,
                started,
                startedBy,
                saidBy,
                attempt,
                word,
                stage,
                owner,
                leaseVersion,
                alive,
                heartbeat,
                progress,
                endProblem,
                endSays,
                ended,
                businessDate,
                ignoresHours,
                canaryPassed,
                found);
    }

    /** Whose word it is that it is worked: who set it going last. */
    public String setGoingBy() {
        return saidBy == null ? startedBy : saidBy;
    }

    /** Those whose word it is that it is worked, none of whom may approve it. */
    public Set<String> launchers() {
        return Stream.of(startedBy, setGoingBy()).collect(Collectors.toUnmodifiableSet());
    }

    /** The job as it was pinned at launch. */
    public JobDefinition definition() {
        return JobFile.ofText(definitionText).definition();
    }

    /** The parameters as they were fixed at launch. */
    public RunParameters typed() {
        return RunParameters.of(definition().parameters(), texts(), started.atOffset(ZoneOffset.UTC));
    }

    /** The parameters' texts by name. */
    public Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        JsonMapper.shared()
                .readTree(parameters)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return texts;
    }

    public RunState state() {
        return switch (stage) {
            case COMPLETED -> RunState.COMPLETED;
            case CANCELLED -> RunState.CANCELLED;
            case UNDONE -> RunState.UNDONE;
            case FAILED -> RunState.FAILED;
            case QUARANTINED -> RunState.QUARANTINED;
            case NEW, PAUSED -> idle(RunState.PENDING);
            case INTERRUPTED -> idle(RunState.INTERRUPTED);
            case WORKING -> alive ? busy(RunState.RUNNING) : idle(RunState.INTERRUPTED);
            case VERIFYING -> alive ? busy(RunState.VERIFYING) : idle(RunState.INTERRUPTED);
            case UNDOING -> RunState.UNDOING;
        };
    }

    /** @throws io.steadfill.problem.ProblemException the verb's own refusal where the state does not allow it, with what it does allow */
    public void requireAllowed(Verb verb) {
        RunState state = state();
        if (!state.allows(verb)) {
            List<String> allowed = state.verbs().stream().map(Verb::word).toList();
            throw verb.refusal()
                    .with("run", runId)
                    .with("state", state)
                    .with("allowed", allowed)
                    .says("run " + runId + " is " + state + ": "
                            + (allowed.isEmpty()
                                    ? state == RunState.UNDOING
                                            ? "'undo " + runId + "' goes on with that where nobody does"
                                            : "nothing can be said to it any more"
                                    : "it can only be told to " + String.join(", ", allowed)));
        }
    }

    /** Whether a hold waits for a person. */
    boolean isHeldByPerson() {
        return holds.stream().anyMatch(hold -> hold.kind().waitsForResume());
    }

    public boolean isHeldForApproval() {
        return holds.stream().anyMatch(hold -> hold.kind() == HoldKind.APPROVAL);
    }

    /** Whether nobody works on it, and all that keeps it so may be gone at the next look. */
    public boolean waitsByItself() {
        return state() == RunState.WAITING
                && holds.stream().allMatch(hold -> hold.kind().endsByItself());
    }

    public boolean isHeldByCanary() {
        return holds.stream().anyMatch(hold -> hold.kind() == HoldKind.CANARY);
    }

    private RunState idle(RunState otherwise) {
        if (word == Gate.Word.CANCEL) {
            return RunState.CANCELLING;
        }
        if (isHeldByPerson()) {
            return RunState.PAUSED;
        }
        return holds.isEmpty() ? otherwise : RunState.WAITING;
    }

    private RunState busy(RunState otherwise) {
        if (word == Gate.Word.CANCEL) {
            return RunState.CANCELLING;
        }
        return isHeldByPerson() ? RunState.PAUSING : otherwise;
    }

    /** Reads all but the holds. */
    static RunRow read(ResultSet row) throws SQLException {
        return new RunRow(
                row.getString("run_id"),
                row.getString("job"),
                row.getString("database_name"),
                row.getString("table_name"),
                row.getString("definition_hash"),
                row.getString("definition_text"),
                row.getString("parameters"),
                row.getTimestamp("started_at").toInstant(),
                row.getString("started_by"),
                row.getString("said_by"),
                row.getInt("attempt"),
                Gate.Word.valueOf(row.getString("word")),
                Stage.valueOf(row.getString("stage")),
                row.getString("owner"),
                row.getLong("lease_version"),
                row.getInt("alive") == 1,
                instant(row.getTimestamp("heartbeat_at")),
                row.getString("progress"),
                row.getString("end_problem"),
                row.getString("end_says"),
                instant(row.getTimestamp("ended_at")),
                date(row.getString("business_date")),
                row.getString("ignores_hours"),
                row.getInt("canary_passed") == 1,
                List.of());
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
