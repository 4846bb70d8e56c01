package io.steadfill.definition;

import io.steadfill.definition.calendar.Schedule;
import io.steadfill.definition.parameter.Parameter;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code job.yaml} says.
 *
 * @param where the to-do predicate; null for {@code once}, {@code fixpoint} and {@code copy} jobs that take every row
 * @param onWaive the remedy of a waiver, column to expression; empty where a waiver changes nothing
 * @param touch null where the job says nothing
 * @param via the index that holds what remains; null for a walk over the key
 * @param undoKeep how long before-images are kept; null keeps none
 * @param readsOtherTables whether {@code where} or an expression of the work reads, or might read, more than the row itself, so that rows are locked first
 * @param schedule null where the job runs only when somebody says so, at any hour
 * @param dependsOn jobs whose run of the same business date must be COMPLETED first
 * @param canary rows that match to take before the run holds until a person says go; 0 for none
 * @param mask columns whose values nobody is shown
 * @param text the file's text, stored with each run
 * @param hash SHA-256 of {@code text}, in hex
 */
public record JobDefinition(
        String name,
        @Nullable String description,
        @Nullable String owner,
        String database,
        TableName table,
        @Nullable SqlText where,
        Completion completion,
        Work work,
        Map<Identifier, SqlText> onWaive,
        Limits limits,
        @Nullable Touch touch,
        @Nullable Identifier via,
        @Nullable Duration undoKeep,
        List<Parameter> parameters,
        boolean sharesTable,
        boolean readsOtherTables,
        @Nullable Schedule schedule,
        List<String> dependsOn,
        long canary,
        Mask mask,
        String text,
        String hash) {

    public JobDefinition {
        onWaive = Collections.unmodifiableMap(new LinkedHashMap<>(onWaive));
        parameters = List.copyOf(parameters);
        dependsOn = List.copyOf(dependsOn);
    }

    /**
     * Whether a row that was worked on must no longer match, so that what still matches is left to do: only then is a row that was passed
     * over found again, by a sweep.
     */
    public boolean empties() {
        return completion == Completion.PREDICATE && !(work instanceof Work.CopyRows);
    }
}
