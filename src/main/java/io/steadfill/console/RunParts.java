package io.steadfill.console;

import io.steadfill.access.Operator;
import io.steadfill.desk.RunDesk;
import io.steadfill.desk.Walk;
import io.steadfill.run.RunEvents;
import io.steadfill.run.RunStatus;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Reads what the page of a run shows, whole or in parts. */
@Component
@ConditionalOnWebApplication
class RunParts {

    private static final int PARTITIONS_MAX = 1_000;
    private static final int EVENTS_MAX = 1_000;

    private final RunDesk runs;
    private final RunEvents events;
    private final Clock clock;

    RunParts(RunDesk runs, RunEvents events, Clock clock) {
        this.runs = runs;
        this.events = events;
        this.clock = clock;
    }

    /** @throws io.steadfill.problem.ProblemException RUN_NOT_FOUND, NOT_PERMITTED */
    RunView read(Operator who, String runId) {
        RunStatus run = runs.status(who, runId);
        return new RunView(
                run,
                Walk.of(runs.partitions(who, runId, PARTITIONS_MAX)),
                events.of(runId, 0, EVENTS_MAX),
                who,
                clock.instant());
    }

    /** For a list: how far it is, without its story. */
    RunView line(Operator who, RunStatus listed) {
        RunStatus run = runs.status(who, listed.runId());
        return new RunView(
                run,
                Walk.of(runs.partitions(who, run.runId(), PARTITIONS_MAX)),
                java.util.List.of(),
                who,
                clock.instant());
    }
}
