package io.steadfill.engine;

import io.steadfill.chunk.rehearsal.Rehearsed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a job would do, before anybody says go.
 *
 * @param rowEstimate the server's guess at the table's rows
 * @param statement the SQL of a chunk
 * @param plan the server's plan for it
 * @param byIndex whether that plan goes by the key's index
 * @param walk what a run would make of it
 * @param warnings what an operator should know
 * @param rehearsed a chunk worked and rolled back; null where it was not asked for
 * @param estimate how long the walk takes at the rehearsed speed with one worker; null where nothing was rehearsed
 */
public record RunPlan(
        String job,
        String table,
        String keyset,
        long rowEstimate,
        String statement,
        String plan,
        boolean byIndex,
        PlannedWalk.Way walk,
        List<String> warnings,
        @Nullable Rehearsed rehearsed,
        @Nullable Duration estimate) {}
