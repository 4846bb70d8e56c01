package io.steadfill.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.notice.NoticeProperties.Format;
import io.steadfill.notice.NoticeProperties.Notice;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mail as our own configuration has it. */
class MailIT {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MailSenderAutoConfiguration.class)
    static class Sending {}

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMailServerThatSaysNothingKeepsNobodyForLongerThanItsTimeout() throws IOException {
        try (Staller server = new Staller("");
                ConfigurableApplicationContext context = context("--spring.mail.port=" + server.port())) {
            Notice notice = new Notice(null, Set.of(), List.of(), null, Format.MAIL, List.of("ops@example.com"), null);
            Message message = new Message("ops-1", Happening.TEST, Instant.EPOCH, "", "", null, null);

            String refused = new Mail(context.getBeanProvider(JavaMailSender.class)).send(notice, message);

            assertThat(refused).isNotNull();
            assertThat(server.taken).hasSize(1);
        }
    }

    @Test
    void whatAnOperatorSaysAboutThemWins() {
        try (ConfigurableApplicationContext context = context("--spring.mail.properties.mail.smtp.timeout=3000")) {
            Properties properties = context.getBean(JavaMailSenderImpl.class).getJavaMailProperties();

            assertThat(properties)
                    .containsEntry("mail.smtp.timeout", "3000")
                    .containsEntry("mail.smtp.connectiontimeout", "10000")
                    .containsEntry("mail.smtp.writetimeout", "10000")
                    .containsEntry("mail.smtps.timeout", "10000");
        }
    }

    private static ConfigurableApplicationContext context(String argument) {
        return new SpringApplicationBuilder(Sending.class)
                .web(WebApplicationType.NONE)
                .run("--spring.mail.host=127.0.0.1", argument);
    }
}
