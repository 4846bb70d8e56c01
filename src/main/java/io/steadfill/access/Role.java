package io.steadfill.access;

import io.steadfill.problem.Problem;
import java.util.Locale;

/** What a person or a token may do. Each role includes the ones before it. */
public enum Role {
    /** Sees jobs, runs and their figures; never a row's values. */
    VIEWER,
    /** Launches, pauses, resumes, cancels, tunes, verifies. */
    OPERATOR,
    /** Says yes or no to what waits for a second person. */
    APPROVER,
    /** Keeps people, tokens and databases. */
    ADMIN;

    /** @throws io.steadfill.problem.ProblemException USAGE */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word.toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        throw Problem.USAGE.says("'" + word + "' is no role: say viewer, operator, approver or admin");
    }

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The word in configuration and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
