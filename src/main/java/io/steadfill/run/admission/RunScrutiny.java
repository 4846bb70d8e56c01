package io.steadfill.run.admission;

import io.steadfill.approval.Subject;
import io.steadfill.run.record.RunRow;
import java.util.Optional;

/** Tells what a run needs a second person's word for, as things are now. */
interface RunScrutiny {

    /** Empty where it needs nobody's word. */
    Optional<Subject> of(RunRow run);

    /** All nights of the run's job, where the run is one that its schedule launched; empty for any other. */
    default Optional<Subject> nights(RunRow run) {
        return Optional.empty();
    }
}
