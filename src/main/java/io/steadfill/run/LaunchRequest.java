package io.steadfill.run;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for at a launch.
 *
 * @param parameters name to text
 * @param businessDate at most one run of the job exists for it, whoever asks; null for a run of no date
 * @param ignoreHours why it may work outside the job's open hours; null where it may not
 */
public record LaunchRequest(
        Map<String, String> parameters,
        @Nullable LocalDate businessDate,
        @Nullable String ignoreHours) {

    public LaunchRequest {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** A run of no date, within open hours. */
    public static LaunchRequest of(Map<String, String> parameters) {
        return new LaunchRequest(parameters, null, null);
    }
}
