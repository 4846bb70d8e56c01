package io.steadfill.access;

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

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The word in configuration and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
