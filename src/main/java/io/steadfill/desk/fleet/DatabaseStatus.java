package io.steadfill.desk.fleet;

import io.steadfill.database.Database;
import io.steadfill.run.admission.Stop;
import io.steadfill.run.life.RunState;
import io.steadfill.throttle.SignalStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database that runs work on, as it is now; without anything that a connection is made with.
 *
 * @param vendor null while it cannot be reached, and so {@code version}
 * @param production whether the configuration marks it so; work on it then needs an approval
 * @param runsMax how many runs may work on it at once
 * @param says why it cannot be reached; null where it can
 * @param signals what makes runs wait, each with its value and its limit; of the run that this node works on there, else by a job's defaults
 * @param pools this node's connections, by what they are for
 * @param runs those that are not over, which somebody may see
 * @param stops those in force that cover it, or a table or job in it
 */
public record DatabaseStatus(
        String name,
        @Nullable String vendor,
        @Nullable String version,
        boolean production,
        int runsMax,
        boolean reachable,
        @Nullable String says,
        List<SignalStatus> signals,
        Map<String, Database.PoolUse> pools,
        List<ActiveRun> runs,
        List<Stop> stops) {

    /** A run that is not over. */
    public record ActiveRun(String runId, String job, RunState state) {}
}
