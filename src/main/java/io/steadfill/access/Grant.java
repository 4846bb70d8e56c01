package io.steadfill.access;

import io.steadfill.problem.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A role on some jobs.
 *
 * @param jobs a job's name, in which {@code *} stands for any number of characters; {@code *} alone is every job
 */
public record Grant(Role role, String jobs) {

    public static final String EVERY_JOB = "*";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.*-]{1,200}");

    public Grant {
        if (!NAME.matcher(jobs).matches()) {
            throw Problem.USAGE.says(
                    "'" + jobs + "' is no pattern of job names: letters, digits, '-', '_', '.', and * for any of them");
        }
    }

    /**
     * Reads {@code operator:shop-*}; a role alone is meant for every job.
     *
     * @throws io.steadfill.problem.ProblemException USAGE
     */
    public static Grant parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new Grant(Role.of(text), EVERY_JOB)
                : new Grant(Role.of(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** Whether this grant holds for a job. */
    public boolean covers(String job) {
        return Pattern.matches(Pattern.quote(jobs).replace("*", "\\E.*\\Q"), job);
    }

    /** What is granted here and there; empty where the patterns are not one within the other, although some job may match both. */
    public Optional<Grant> narrowedTo(Grant other) {
        Role both = role.includes(other.role) ? other.role : role;
        // A pattern that matches another's text, its stars included, matches all that the other matches.
        if (covers(other.jobs)) {
            return Optional.of(new Grant(both, other.jobs));
        }
        return other.covers(jobs) ? Optional.of(new Grant(both, jobs)) : Optional.empty();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return role.word() + ":" + jobs;
    }
}
