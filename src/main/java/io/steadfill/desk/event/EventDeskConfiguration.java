package io.steadfill.desk.event;

import io.steadfill.desk.RunDesk;
import io.steadfill.run.Runs;
import io.steadfill.run.story.PaceLog;
import io.steadfill.run.story.RunEvents;
import io.steadfill.run.story.WaitLog;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableConfigurationProperties(EventStreamProperties.class)
class EventDeskConfiguration {

    @Bean
    Feed feed(RunEvents events, Runs runs) {
        return new Feed(events, runs);
    }

    @Bean
    EventStreams eventStreams(EventStreamProperties properties) {
        return new EventStreams(properties);
    }

    @Bean
    EventDesk eventDesk(RunDesk runs, RunEvents events, WaitLog waits, PaceLog paces, Feed feed) {
        return new EventDesk(runs, events, waits, paces, feed);
    }
}
