package io.steadfill.access;

import java.util.regex.Pattern;

/**
 * A role on some jobs.
 *
 * @param jobs a job's name, in which {@code *} stands for any number of characters; {@code *} alone is every job
 */
public record Grant(Role role, String jobs) {

    /** Whether this grant holds for a job. */
    public boolean covers(String job) {
        return Pattern.matches(Pattern.quote(jobs).replace("*", "\\E.*\\Q"), job);
    }
}
