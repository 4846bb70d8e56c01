package io.steadfill.run.adoption;

import io.steadfill.run.life.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a target tells about its control, and what adopting it would make of its runs.
 *
 * @param control the one that the target belongs to
 * @param ours whether that is this one, such as when it was restored from an old backup
 * @param generation of the target
 * @param quietFor since the last chunk of an unfinished run, by the target's clock; null where there is none
 * @param aliveBefore since a node of its control said last, in the target, that it lives; null where none has
 * @param runs the newest first
 */
public record Outlook(
        String database,
        String control,
        boolean ours,
        long generation,
        @Nullable Duration quietFor,
        @Nullable Duration aliveBefore,
        List<Item> runs) {

    /**
     * A run that the target knows.
     *
     * @param target its state there
     * @param becomes its state here; as it is where this control knows it already
     * @param known whether it does
     * @param says what is to be known of it; null where nothing is
     */
    public record Item(
            String runId,
            String job,
            String target,
            RunState becomes,
            boolean known,
            Instant started,
            @Nullable String says) {}

    public Outlook {
        runs = List.copyOf(runs);
    }
}
