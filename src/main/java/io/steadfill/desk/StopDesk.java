package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.run.Dispatcher;
import io.steadfill.run.admission.Stop;
import io.steadfill.run.admission.Stops;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stops, as somebody may see and make them: of one job who operates it, of more who operates every job. */
public final class StopDesk {

    private final JobDesk jobs;
    private final Stops stops;
    private final Dispatcher dispatcher;

    StopDesk(JobDesk jobs, Stops stops, Dispatcher dispatcher) {
        this.jobs = jobs;
        this.stops = stops;
        this.dispatcher = dispatcher;
    }

    /** Those in force, the newest first; stops of jobs that somebody may not see are left out. */
    public List<Stop> list(Operator who) {
        return stops.list().stream()
                .filter(stop -> stop.job() == null || who.may(Role.VIEWER, stop.job()))
                .toList();
    }

    /** Stops one job. */
    public Stop job(Operator who, String job, String why, @Nullable Duration lasts) {
        who.require(Role.OPERATOR, job);
        jobs.file(who, job);
        return stops.put(Stop.Reach.job(job), who.name(), why, lasts);
    }

    /** @param table null stops every job on the database */
    public Stop database(Operator who, String database, @Nullable String table, String why, @Nullable Duration lasts) {
        who.require(Role.OPERATOR);
        jobs.requireDatabase(database);
        Stop.Reach reach = table == null ? Stop.Reach.database(database) : Stop.Reach.table(database, table);
        return stops.put(reach, who.name(), why, lasts);
    }

    public Stop everything(Operator who, String why, @Nullable Duration lasts) {
        who.require(Role.OPERATOR);
        return stops.put(Stop.Reach.everything(), who.name(), why, lasts);
    }

    /** Ends a stop and has those runs worked that nothing holds any more; returns how many. */
    public int lift(Operator who, String id) {
        Stop stop = stops.list().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(null);
        if (stop != null && stop.job() != null) {
            who.require(Role.OPERATOR, stop.job());
        } else {
            who.require(Role.OPERATOR);
        }
        return stops.lift(id, who.name(), dispatcher::dispatch).size();
    }
}
