package io.steadfill.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

class ConfigurationNamesTest {

    private static ConfigurableEnvironment of(String yaml) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("file", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addFirst);
        return environment;
    }

    @Test
    void whatIsBoundIsKnownInEverySpelling() {
        assertThatCode(() -> new ConfigurationNames().check(of("""
                server:
                  port: 1
                steadfill:
                  control: { url: x, username: a, passwordFile: b }
                  databases:
                    shop: { url: x, password-file: y, replicas: [a, b], production: true }
                    eu-shop: { url: x }
                  runs:
                    heartbeat: 1s
                """))).doesNotThrowAnyException();
    }

    @Test
    void everyNameThatNothingReadsIsToldAtOnceWithItsPlaceAndTheNearest() {
        assertThatThrownBy(() -> new ConfigurationNames().check(of("""
                steadfill:
                  runs:
                    hartbeat: 1s
                  databases:
                    shop: { url: x, usrname: me }
                """)))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.CONFIGURATION_INVALID);
                    assertThat(refused.detail())
                            .contains(
                                    "3:15: steadfill.runs.hartbeat is not known; did you mean 'steadfill.runs.heartbeat'?")
                            .contains("5:30: steadfill.databases.shop.usrname is not known;"
                                    + " did you mean 'steadfill.databases.NAME.username'?");
                });
    }
}
