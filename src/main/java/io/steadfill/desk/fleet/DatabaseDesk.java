package io.steadfill.desk.fleet;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.desk.JobDesk;
import io.steadfill.desk.StopDesk;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.admission.Stop;
import io.steadfill.run.status.Fleet;
import io.steadfill.throttle.SignalStatus;
import io.steadfill.throttle.Throttles;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configured databases, as somebody may see them: all of them who sees every job, else those that his jobs work on. */
public final class DatabaseDesk {

    private final JobDesk jobs;
    private final StopDesk stops;
    private final Databases databases;
    private final Throttles throttles;
    private final Fleet fleet;

    DatabaseDesk(JobDesk jobs, StopDesk stops, Databases databases, Throttles throttles, Fleet fleet) {
        this.jobs = jobs;
        this.stops = stops;
        this.databases = databases;
        this.throttles = throttles;
        this.fleet = fleet;
    }

    /** The names of those that somebody may see, sorted; asks none of them. */
    public List<String> names(Operator who) {
        List<JobDefinition> his = who.may(Role.VIEWER) ? List.of() : jobs.readable(who);
        return databases.names().stream().filter(name -> maySee(who, his, name)).toList();
    }

    /** By name. */
    public List<DatabaseStatus> list(Operator who) {
        List<JobDefinition> his = jobs.readable(who);
        return databases.names().stream()
                .filter(name -> maySee(who, his, name))
                .map(name -> read(who, his, name))
                .toList();
    }

    /** @throws ProblemException DATABASE_NOT_FOUND, also for one that somebody may not see */
    public DatabaseStatus one(Operator who, String name) {
        List<JobDefinition> his = jobs.readable(who);
        List<String> known =
                databases.names().stream().filter(one -> maySee(who, his, one)).toList();
        if (!known.contains(name)) {
            throw Problem.DATABASE_NOT_FOUND
                    .with("database", name)
                    .with("known", known)
                    .says("there is no database '" + name + "' that you may see; " + Nearest.cure(name, known));
        }
        return read(who, his, name);
    }

    private static boolean maySee(Operator who, List<JobDefinition> his, String name) {
        return who.may(Role.VIEWER)
                || his.stream().anyMatch(job -> job.database().equals(name));
    }

    private DatabaseStatus read(Operator who, List<JobDefinition> his, String name) {
        List<DatabaseStatus.ActiveRun> runs = fleet.activeOn(name).stream()
                .filter(run -> who.may(Role.VIEWER, run.job()))
                .map(run -> new DatabaseStatus.ActiveRun(run.runId(), run.job(), run.state()))
                .toList();
        List<Stop> inForce =
                stops.list(who).stream().filter(stop -> covers(stop, his, name)).toList();
        try {
            Database database = databases.named(name);
            Map<String, Database.PoolUse> pools = new TreeMap<>();
            database.pools().forEach((purpose, use) -> pools.put(purpose.word(), use));
            return status(database, name, null, throttles.look(database, Limits.DEFAULTS), pools, runs, inForce);
        } catch (ProblemException e) {
            return status(null, name, e.detail(), List.of(), Map.of(), runs, inForce);
        }
    }

    private DatabaseStatus status(
            @Nullable Database database,
            String name,
            @Nullable String away,
            List<SignalStatus> signals,
            Map<String, Database.PoolUse> pools,
            List<DatabaseStatus.ActiveRun> runs,
            List<Stop> inForce) {
        String version = null;
        String says = away;
        if (database != null) {
            try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
                version = session.version();
            } catch (SQLException e) {
                // The drivers' words name the server, never the credentials.
                says = "it does not answer: " + e.getMessage();
            }
        }
        return new DatabaseStatus(
                name,
                database == null ? null : database.dialect().vendor().key(),
                version,
                databases.isProduction(name),
                databases.maxRuns(name),
                version != null,
                says,
                signals,
                pools,
                runs,
                inForce);
    }

    private static boolean covers(Stop stop, List<JobDefinition> his, String name) {
        return switch (stop.scope()) {
            case EVERYTHING -> true;
            case DATABASE, TABLE -> name.equals(stop.database());
            case JOB ->
                his.stream()
                        .anyMatch(job ->
                                job.name().equals(stop.job()) && job.database().equals(name));
        };
    }
}
