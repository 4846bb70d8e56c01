package io.steadfill.database.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.Database;
import io.steadfill.database.connection.DatabaseProperties;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.doctor.Finding.Severity;
import io.steadfill.database.target.TargetTables;
import io.steadfill.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

abstract class DoctorContract {

    final TestDatabase server;

    DoctorContract(TestDatabase server) {
        this.server = server;
    }

    @Test
    void findsAHealthyServerWithoutOurTablesOnlyUninitialised() {
        List<Finding> findings = examine(Clock.systemUTC());

        assertThat(findings.stream().filter(f -> f.severity() == Severity.RED))
                .singleElement()
                .satisfies(f -> assertThat(f.advice()).contains("database init shop"));
        assertThat(findings).extracting(Finding::severity).isSorted();
        assertThat(findings).noneMatch(f -> f.what().startsWith("could not look at"));
        assertThat(findings).extracting(Finding::what).contains("our clock and the server's agree within a second");
    }

    @Test
    void findsOurTablesOnceTheyAreMade() {
        try (Database database = Databases.at("shop", server.url())) {
            new TargetTables(database).init("control-1", true);
        }

        assertThat(examine(Clock.systemUTC()))
                .noneMatch(f -> f.severity() == Severity.RED)
                .anyMatch(f -> f.what()
                        .equals("our tables are there, format 1, of control database control-1, marked production"));
    }

    @Test
    void measuresOurClockAgainstTheServers() {
        assertThat(examine(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(5))))
                .anyMatch(f ->
                        f.severity() == Severity.AMBER && f.what().startsWith("our clock and the server's differ by"));
        assertThat(examine(Clock.offset(Clock.systemUTC(), Duration.ofHours(-1))))
                .anyMatch(f ->
                        f.severity() == Severity.RED && f.what().startsWith("our clock and the server's differ by"));
    }

    @Test
    void findsAReplicaThatCannotBeReadAndOneThatIsNone() {
        var shop = new DatabaseProperties.Named(
                server.url(),
                null,
                null,
                null,
                List.of(server.url(), server.url().replaceFirst("//[^/]+/", "//127.0.0.1:1/")),
                false,
                2);
        try (Databases databases = new Databases(new DatabaseProperties(Map.of("shop", shop), null))) {
            List<Finding> findings = new Doctor(databases, Clock.systemUTC()).examine("shop");

            assertThat(findings)
                    .anyMatch(f -> f.severity() == Severity.AMBER && f.what().endsWith("follows no primary"))
                    .anyMatch(f -> f.severity() == Severity.RED
                            && f.what().startsWith("replica 127.0.0.1:1/" + server.name() + " cannot be read"));
        }
    }

    @Test
    void saysInOneFindingThatNobodyAnswers() {
        var shop = DatabaseProperties.Named.of(server.url().replaceFirst("//[^/]+/", "//127.0.0.1:1/"));
        try (Databases databases = new Databases(new DatabaseProperties(Map.of("shop", shop), null))) {
            assertThat(new Doctor(databases, Clock.systemUTC()).examine("shop"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.why()).isEqualTo("database-unreachable"));
        }
    }

    List<Finding> examine(Clock clock) {
        return examine(clock, server.url());
    }

    static List<Finding> examine(Clock clock, String url) {
        var properties = new DatabaseProperties(Map.of("shop", DatabaseProperties.Named.of(url)), null);
        try (Databases databases = new Databases(properties)) {
            return new Doctor(databases, clock).examine("shop");
        }
    }
}
