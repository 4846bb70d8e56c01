package io.steadfill.notice;

import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.connection.Databases;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Runs;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Finds runs that are worked on, wait for nothing, and have written no checkpoint for a while; says so once for each time. For one thread. */
final class Stalls {

    /** The event's kind. */
    static final String KIND = "stalled";

    private static final Logger LOG = LoggerFactory.getLogger(Stalls.class);

    private final Control control;
    private final Runs runs;
    private final RunEvents events;
    private final Databases databases;
    private final Duration after;
    private Set<String> suspected = Set.of();

    Stalls(Control control, Runs runs, RunEvents events, Databases databases, Duration after) {
        this.control = control;
        this.runs = runs;
        this.events = events;
        this.databases = databases;
        this.after = after;
    }

    /** To be called once a minute or so: a run that did not move at one look is told of when it has not moved at the next either. */
    void look() {
        RunQuery running = new RunQuery(null, null, RunState.RUNNING, null, null, RunQuery.LIMIT_MAX);
        Set<String> still = new HashSet<>();
        runs.list(running, job -> true).runs().stream()
                .filter(run -> run.progress() == null || run.progress().waits().isEmpty())
                .forEach(run -> look(run, still));
        suspected = still;
    }

    private void look(RunStatus run, Set<String> still) {
        Optional<Duration> quiet = quiet(run).filter(age -> age.compareTo(after) > 0);
        if (quiet.isPresent()) {
            still.add(run.runId());
            // What waited for long and goes on again looks the same until its first chunk is committed.
            if (suspected.contains(run.runId())) {
                tell(run, quiet.get());
            }
        }
    }

    /** Every node looks: the run's row lets one after the other in, and the second finds it told. */
    private void tell(RunStatus run, Duration quiet) {
        control.inTransaction(() -> {
            boolean there = control.client()
                    .sql("select run_id from steadfill_control_run where run_id = :run for update")
                    .param("run", run.runId())
                    .query(String.class)
                    .optional()
                    .isPresent();
            if (there && !isTold(run, quiet)) {
                events.add(
                        run.runId(),
                        run.job(),
                        KIND,
                        null,
                        null,
                        null,
                        "no checkpoint for " + quiet.toMinutes() + " min");
            }
            return there;
        });
    }

    /** For how long it has written no checkpoint, or been worked on where that is shorter; empty where it is not known. */
    private Optional<Duration> quiet(RunStatus run) {
        return checkpointAge(run).map(age -> {
            Duration worked = workedFor(run);
            return worked.compareTo(age) < 0 ? worked : age;
        });
    }

    /** Since it was taken up for the last time; very long where that was so long ago that nobody knows. */
    private Duration workedFor(RunStatus run) {
        Instant now = control.now();
        return control.client()
                .sql("select max(at) from steadfill_control_event where run_id = :run and kind = :kind"
                        + " and to_state = :running")
                .param("run", run.runId())
                .param("kind", RunEvent.STATE)
                .param("running", RunState.RUNNING.name())
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)))
                .single()
                .map(at -> Duration.between(at.toInstant(), now))
                .orElse(Duration.ofSeconds(Long.MAX_VALUE));
    }

    /** How long ago the last checkpoint was written, by the target's clock; empty before the first, and where the target does not answer. */
    private Optional<Duration> checkpointAge(RunStatus run) {
        try (Session session = databases.named(run.database()).open(Database.Purpose.BOOKKEEPING)) {
            String partition = session.dialect().ours("partition");
            String seconds = switch (session.dialect().vendor()) {
                case POSTGRESQL -> "extract(epoch from now() - max(updated_at))";
                case MYSQL, MARIADB -> "timestampdiff(second, max(updated_at), current_timestamp(6))";
            };
            return session.first(
                            Fragment.of(
                                    // With all partitions done the data is being asked, which moves no checkpoint.
                                    "select case when count(*) > sum(case when done then 1 else 0 end) then " + seconds
                                            + " end from " + partition + " where run_id = :run",
                                    "run",
                                    run.runId()),
                            (row, n) -> row.getObject(1) == null ? -1L : row.getLong(1))
                    .filter(age -> age >= 0)
                    .map(Duration::ofSeconds);
        } catch (ProblemException | DataAccessException | SQLException e) {
            LOG.debug("whether run {} is stalled cannot be asked", run.runId(), e);
            return Optional.empty();
        }
    }

    private boolean isTold(RunStatus run, Duration quiet) {
        return control.client()
                        .sql(
                                "select count(*) from steadfill_control_event where run_id = :run and kind = :kind and at >"
                                        + " current_timestamp(6) - " + Sql.interval(quiet))
                        .param("run", run.runId())
                        .param("kind", KIND)
                        .query(Long.class)
                        .single()
                > 0;
    }
}
