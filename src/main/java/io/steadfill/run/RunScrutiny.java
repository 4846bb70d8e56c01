package io.steadfill.run;

import io.steadfill.approval.Subject;
import java.util.Optional;

/** Tells what a run needs a second person's word for, as things are now. */
interface RunScrutiny {

    /** Empty where it needs nobody's word. */
    Optional<Subject> of(RunRow run);
}
