package io.steadfill.run.life;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How runs are kept alive.
 *
 * @param heartbeat how often a process says that it lives; it is taken for dead after four that are missing. Turned up where the control
 *     database is far away.
 */
@ConfigurationProperties("steadfill.runs")
public record RunProperties(@DefaultValue("2s") Duration heartbeat) {

    private static final int MISSED_MAX = 4;

    public RunProperties {
        if (heartbeat.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("steadfill.runs.heartbeat must be at least 100ms");
        }
    }

    /** How old a heartbeat is whose process counts as dead. */
    public Duration deadAfter() {
        return heartbeat.multipliedBy(MISSED_MAX);
    }

    /** A live owner renews its lease well within this, also after an outage of the control database. */
    public Duration patience() {
        return heartbeat.multipliedBy(2);
    }
}
