package io.steadfill.schedule;

import io.steadfill.run.Launched;
import java.time.LocalDate;

/** Launches the run of a business date, through the same door as everybody, and has it worked. */
public interface DateLauncher {

    /**
     * Called in the control's transaction that settles the slot.
     *
     * @throws io.steadfill.problem.ProblemException whatever any launch may be refused with
     */
    Launched launch(String job, LocalDate date);
}
