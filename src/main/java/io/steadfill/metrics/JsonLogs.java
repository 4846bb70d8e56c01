package io.steadfill.metrics;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Has the log written as JSON where {@code logging.structured.format.console} names a format; the plain log has a file of its own. */
public final class JsonLogs implements EnvironmentPostProcessor, Ordered {

    private static final String FORMAT = "logging.structured.format.console";
    private static final String FILE = "logging.config";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String format = environment.getProperty(FORMAT, "");
        if (!format.isBlank() && environment.getProperty(FILE) == null) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("json logs", Map.of(FILE, "classpath:logback-json.xml")));
        }
    }

    /** After the configuration files were read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
