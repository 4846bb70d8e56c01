package io.steadfill.console.run;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.desk.RunDesk;
import io.steadfill.desk.event.EventDesk;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.status.WalkProgress;
import io.steadfill.run.story.PaceLog;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.WaitLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Reads what the page of a run shows, whole or in parts. */
@Component
@ConditionalOnWebApplication
public class RunParts {

    private static final int PARTITIONS_MAX = 1_000;
    private static final int EVENTS_MAX = 1_000;
    private static final int MINUTES_MAX = 5_000;

    private final RunDesk runs;
    private final EventDesk events;
    private final Clock clock;

    RunParts(RunDesk runs, EventDesk events, Clock clock) {
        this.runs = runs;
        this.events = events;
        this.clock = clock;
    }

    /** All that the page of a run is made of, whoever looks. */
    public record Whole(
            RunStatus run,
            WalkProgress walk,
            List<RunEvent> events,
            List<WaitLog.Waited> waited,
            List<PaceLog.Walked> walked) {}

    /** @throws io.steadfill.problem.ProblemException RUN_NOT_FOUND, NOT_PERMITTED */
    RunView read(Operator who, String runId) {
        return view(who, whole(who, runId));
    }

    /** @param who one who may see the same values of rows as those who are shown it */
    public Whole whole(Operator who, String runId) {
        RunStatus run = runs.status(who, runId);
        return new Whole(
                run,
                WalkProgress.of(runs.partitions(who, runId, PARTITIONS_MAX)),
                events.past(who, run, EVENTS_MAX),
                events.waits(who, runId, null, MINUTES_MAX),
                events.paces(who, runId, MINUTES_MAX));
    }

    public RunView view(Operator who, Whole whole) {
        who.require(Role.VIEWER, whole.run().job());
        return new RunView(whole, who, clock.instant());
    }

    /** A run that is not over, as it was read for everybody. */
    public record Active(RunStatus run, WalkProgress walk) {

        /** For a list: how far it is, without its story. */
        public RunView seenBy(Operator who, Instant now) {
            return new RunView(new Whole(run, walk, List.of(), List.of(), List.of()), who, now);
        }
    }

    /** Empty where it is gone by now. */
    public Optional<Active> active(Operator who, String runId) {
        try {
            return Optional.of(
                    new Active(runs.status(who, runId), WalkProgress.of(runs.partitions(who, runId, PARTITIONS_MAX))));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
