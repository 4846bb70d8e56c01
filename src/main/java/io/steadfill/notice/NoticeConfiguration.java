package io.steadfill.notice;

import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.run.Runs;
import io.steadfill.run.story.RunEvents;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NoticeProperties.class)
class NoticeConfiguration {

    @Bean
    Notices notices(
            Control control,
            NoticeProperties properties,
            RunEvents events,
            ObjectProvider<JavaMailSender> sender,
            Clock clock) {
        return new Notices(
                control,
                properties,
                new Outbox(control),
                events,
                new Webhook(clock),
                new Mail(sender),
                clock,
                JsonMapper.shared(),
                UUID.randomUUID().toString());
    }

    @Bean
    @ConditionalOnWebApplication
    NoticeThread noticeThread(
            Control control,
            Notices notices,
            Runs runs,
            RunEvents events,
            Databases databases,
            NoticeProperties properties) {
        return new NoticeThread(notices, new Stalls(control, runs, events, databases, properties.stalledAfter()));
    }
}
