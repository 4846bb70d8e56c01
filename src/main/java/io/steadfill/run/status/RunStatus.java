package io.steadfill.run.status;

import io.steadfill.run.life.Hold;
import io.steadfill.run.life.RunState;
import io.steadfill.run.story.Progress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that an operator may want to know of a run.
 *
 * @param version names what was seen: another state, hold, tuning or word makes another, and so does a process that takes the run up; progress does
 *     not
 * @param allowed the verbs that its state allows now, so that no client has to know the rules
 * @param ended null while it is not over
 * @param problem the code behind a failure or a hold; null where there is none
 * @param says one sentence about its end; null where there is none
 * @param owner the process that works it; null when none does
 * @param tuning what operators changed, name to value
 * @param progress what its process told last; null before the first word
 * @param businessDate null for a run of no date
 * @param partitions what the target says; null before the partitions are planned, and in lists
 */
public record RunStatus(
        String runId,
        String version,
        String job,
        String database,
        String table,
        RunState state,
        List<String> allowed,
        Map<String, String> parameters,
        Instant started,
        String startedBy,
        @Nullable Instant ended,
        @Nullable String problem,
        @Nullable String says,
        @Nullable String owner,
        List<Hold> holds,
        Map<String, String> tuning,
        @Nullable Progress progress,
        @Nullable Partitions partitions,
        @Nullable LocalDate businessDate) {

    public RunStatus {
        allowed = List.copyOf(allowed);
        holds = List.copyOf(holds);
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        tuning = Collections.unmodifiableMap(new TreeMap<>(tuning));
    }

    /** The same with other words about its end, and another word of its process. */
    public RunStatus with(@Nullable String otherSays, @Nullable Progress otherProgress) {
        return with(allowed, otherSays, otherProgress);
    }

    /** The same for a door that understands more verbs. */
    public RunStatus with(List<String> otherAllowed) {
        return with(otherAllowed, says, progress);
    }

    private RunStatus with(List<String> otherAllowed, @Nullable String otherSays, @Nullable Progress otherProgress) {
        return new RunStatus(
                runId,
                version,
                job,
                database,
                table,
                state,
                otherAllowed,
                parameters,
                started,
                startedBy,
                ended,
                problem,
                otherSays,
                owner,
                holds,
                tuning,
                otherProgress,
                partitions,
                businessDate);
    }
}
