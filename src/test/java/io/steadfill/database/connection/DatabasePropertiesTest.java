package io.steadfill.database.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DatabasePropertiesTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class))
            .withUserConfiguration(DatabaseConfiguration.class);

    @Test
    void startsWithoutAnyDatabase() {
        application.run(context -> {
            assertThat(context.getBean(Databases.class).names()).isEmpty();
            assertThat(context.getBean(DatabaseProperties.class).control()).isNull();
        });
    }

    @Test
    void readsTargetsAndControl() {
        application
                .withPropertyValues(
                        "steadfill.databases.shop.url=jdbc:postgresql://db1/shop",
                        "steadfill.databases.shop.username=app",
                        "steadfill.databases.shop.password-file=/run/secrets/shop",
                        "steadfill.databases.shop.replicas[0]=jdbc:postgresql://db2/shop",
                        "steadfill.databases.shop.production=true",
                        "steadfill.databases.old-crm.url=jdbc:mysql://db3/crm",
                        "steadfill.control.url=jdbc:postgresql://db1/control")
                .run(context -> {
                    DatabaseProperties properties = context.getBean(DatabaseProperties.class);
                    DatabaseProperties.Named shop = properties.databases().get("shop");

                    assertThat(context.getBean(Databases.class).names()).containsExactly("old-crm", "shop");
                    assertThat(shop.username()).isEqualTo("app");
                    assertThat(shop.passwordFile()).isEqualTo(Path.of("/run/secrets/shop"));
                    assertThat(shop.replicas()).containsExactly("jdbc:postgresql://db2/shop");
                    assertThat(shop.production()).isTrue();
                    assertThat(properties.databases().get("old-crm").production())
                            .isFalse();
                    assertThat(properties.control()).isNotNull();
                });
    }

    @Test
    void readsTheEnvironment() {
        Map<String, Object> environment = Map.of(
                "STEADFILL_DATABASES_SHOP_URL", "jdbc:postgresql://db1/shop",
                "STEADFILL_DATABASES_SHOP_USERNAME", "app",
                "STEADFILL_DATABASES_SHOP_PASSWORD_FILE", "/run/secrets/shop",
                "STEADFILL_DATABASES_SHOP_REPLICAS", "jdbc:postgresql://db2/shop,jdbc:postgresql://db3/shop",
                "STEADFILL_CONTROL_URL", "jdbc:postgresql://db1/control",
                "STEADFILL_CONTROL_PASSWORD", "s3cret");
        application
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment)))
                .run(context -> {
                    DatabaseProperties properties = context.getBean(DatabaseProperties.class);
                    DatabaseProperties.Named shop = properties.databases().get("shop");

                    assertThat(properties.databases()).containsOnlyKeys("shop");
                    assertThat(shop.url()).isEqualTo("jdbc:postgresql://db1/shop");
                    assertThat(shop.passwordFile()).isEqualTo(Path.of("/run/secrets/shop"));
                    assertThat(shop.replicas()).hasSize(2);
                    assertThat(properties.control().password()).isEqualTo("s3cret");
                    assertThat(properties.toString()).doesNotContain("s3cret");
                });
    }

    @Test
    void stopsTheStartOnAWrongValueNamingTheProperty() {
        refuses("steadfill.databases.shop.username=app", "databases[shop].url");
        refuses("steadfill.databases[Shop].url=jdbc:postgresql://h/d", "small letters, digits and dashes");
        refuses("steadfill.databases.control.url=jdbc:postgresql://h/d", "is not control");
        refuses("steadfill.control.username=app", "control.url");
        application
                .withPropertyValues(
                        "steadfill.control.url=jdbc:postgresql://h/d",
                        "steadfill.control.password=s3cret",
                        "steadfill.control.password-file=/run/secrets/control")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("give either password or password-file, not both")
                        .hasMessageNotContaining("s3cret"));
    }

    private void refuses(String property, String says) {
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(says));
    }
}
