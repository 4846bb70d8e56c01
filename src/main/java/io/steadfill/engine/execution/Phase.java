package io.steadfill.engine.execution;

import io.steadfill.checkpoint.Counts;
import io.steadfill.engine.RunEnd;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of the phases that every execution of a run goes through. */
public interface Phase {

    /**
     * Does what is left of the phase.
     *
     * @param report takes the run's counts about once a second
     * @return how the run ends here; null when the next phase follows
     */
    @Nullable
    RunEnd work(ActiveRun run, long jobExecution, Consumer<Counts> report);
}
