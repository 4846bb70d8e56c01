package io.steadfill.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things are kept. Whoever has to answer for longer, or may keep for less, turns them.
 *
 * @param runs after a run's end, with its approvals, its Batch metadata, and its rows in the target
 * @param events of runs that are kept
 * @param notices that were told or given up
 * @param audit the oldest entries of the audit trail; an entry that is sealed says up to where they went
 */
@ConfigurationProperties("steadfill.retention")
record RetentionProperties(
        @DefaultValue("400d") Duration runs,
        @DefaultValue("90d") Duration events,
        @DefaultValue("30d") Duration notices,
        @DefaultValue("400d") Duration audit) {

    RetentionProperties {
        if (runs.compareTo(Duration.ofDays(1)) < 0
                || events.compareTo(Duration.ofDays(1)) < 0
                || notices.compareTo(Duration.ofDays(1)) < 0
                || audit.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("steadfill.retention keeps everything for at least a day");
        }
    }
}
