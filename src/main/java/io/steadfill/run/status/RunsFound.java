package io.steadfill.run.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some runs, the newest first.
 *
 * @param next what to give as {@link RunQuery#after} for the page that follows; null where nothing follows
 */
public record RunsFound(List<RunStatus> runs, @Nullable String next) {

    public RunsFound {
        runs = List.copyOf(runs);
    }
}
