package io.steadfill.desk.event;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many streams of events may be open at once. Each is a connection and some memory of its node.
 *
 * @param perNode turned up by whoever gives a node more memory and connections
 * @param perPerson turned up where many programs or walls of screens follow with one account
 */
@ConfigurationProperties("steadfill.event-streams")
record EventStreamProperties(
        @DefaultValue("1000") int perNode,
        @DefaultValue("100") int perPerson) {

    public EventStreamProperties {
        if (perNode < 1) {
            throw new IllegalArgumentException("steadfill.event-streams.per-node must be at least 1");
        }
        if (perPerson < 1) {
            throw new IllegalArgumentException("steadfill.event-streams.per-person must be at least 1");
        }
    }
}
