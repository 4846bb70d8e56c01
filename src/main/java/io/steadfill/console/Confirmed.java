package io.steadfill.console;

import io.steadfill.problem.Problem;
import org.jspecify.annotations.Nullable;

/** What cannot be taken back is confirmed by typing a name; the browser asks for it, and so does the server. */
public final class Confirmed {

    private Confirmed() {}

    /** @throws io.steadfill.problem.ProblemException REQUEST_INVALID where something else was typed */
    public static void require(String name, @Nullable String typed) {
        if (typed == null || !typed.strip().equals(name)) {
            throw Problem.REQUEST_INVALID
                    .with("expected", name)
                    .says("this cannot be taken back, so it has to be confirmed: type " + name + " into its field");
        }
    }
}
