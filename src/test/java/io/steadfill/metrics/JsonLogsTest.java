package io.steadfill.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLogsTest {

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void aFormatInTheConfigurationChoosesTheFileOfJsonLogs() {
        environment.setProperty("logging.structured.format.console", "ecs");

        new JsonLogs().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("logging.config")).isEqualTo("classpath:logback-json.xml");
    }

    @Test
    void withoutAFormatTheLogStaysAsItIs() {
        new JsonLogs().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty("logging.config")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash"})
    void oneLineOfJsonCarriesRunJobAndPartition(String format) throws Exception {
        LoggerContext context = new LoggerContext();
        context.putObject(Environment.class.getName(), environment);
        context.putProperty("CONSOLE_LOG_STRUCTURED_FORMAT", format);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(getClass().getResource("/logback-json.xml"));
        ConsoleAppender<ILoggingEvent> appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("STDERR");
        LoggingEvent event = new LoggingEvent(
                "here", context.getLogger("io.steadfill.run"), Level.WARN, "a lock is held", null, null);
        event.setMDCPropertyMap(Map.of("run", "r-1", "job", "names", "partition", "0/3"));

        String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);

        assertThat(line.strip().lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(line);
        assertThat(json.path("message").asString()).isEqualTo("a lock is held");
        assertThat(json.path("run").asString()).isEqualTo("r-1");
        assertThat(json.path("job").asString()).isEqualTo("names");
        assertThat(json.path("partition").asString()).isEqualTo("0/3");
    }
}
