package io.steadfill.run.life;

import io.steadfill.problem.Problem;
import java.util.Locale;

/** What an operator may say to a run that exists. */
public enum Verb {
    PAUSE(Problem.RUN_NOT_PAUSABLE),
    /** Go on: lifts the holds that wait for a person, and works the run where nobody does. */
    RESUME(Problem.RUN_NOT_RESUMABLE),
    CANCEL(Problem.RUN_NOT_CANCELLABLE),
    TUNE(Problem.RUN_NOT_TUNABLE);

    private final Problem refusal;

    Verb(Problem refusal) {
        this.refusal = refusal;
    }

    /** What is answered where the run's state does not allow it. */
    public Problem refusal() {
        return refusal;
    }

    /** The word in commands and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
