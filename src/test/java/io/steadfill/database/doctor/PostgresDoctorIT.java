package io.steadfill.database.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.Database;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.doctor.Finding.Severity;
import io.steadfill.database.target.TargetTables;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnServer(Lane.POSTGRESQL)
class PostgresDoctorIT extends DoctorContract {

    PostgresDoctorIT(TestDatabase server) {
        super(server);
    }

    @Test
    void findsWhatWillBiteAtNight() {
        server.execute(
                "create table t (a int not null)",
                "create unique index t_a on t (a)",
                "update pg_index set indisvalid = false where indexrelid = 't_a'::regclass",
                "alter database " + server.name() + " set default_transaction_isolation = 'serializable'",
                "alter database " + server.name() + " set default_transaction_read_only = on",
                "alter database " + server.name() + " set deadlock_timeout = '20ms'");

        List<Finding> findings = examine(Clock.systemUTC());

        assertThat(findings)
                .anyMatch(f -> f.severity() == Severity.RED && f.what().equals("default_transaction_read_only is on"))
                .anyMatch(f -> f.what().equals("index t_a is not valid"))
                .anyMatch(f -> f.what().equals("default isolation is serializable"))
                .anyMatch(f -> f.what().equals("deadlock_timeout is 20 ms, our lock timeout 30 ms"))
                .anyMatch(f -> f.what().equals("no pooler stands between us and the server"));
    }

    @Test
    void findsWhatOurRoleMayNotDo() {
        String role = "limited_" + server.name();
        try (Database database = Databases.at("shop", server.url())) {
            new TargetTables(database).init("control-1", false);
        }
        server.execute(
                "create table t (id int primary key)",
                "create table hiding (id int primary key)",
                "alter table hiding enable row level security",
                "create role " + role + " login connection limit 5",
                "grant usage on schema steadfill to " + role,
                "grant select on all tables in schema steadfill to " + role,
                "grant select, update on hiding to " + role);
        try {
            List<Finding> findings = examine(Clock.systemUTC(), server.url().replace("user=postgres", "user=" + role));

            assertThat(findings)
                    .anyMatch(f -> f.what().equals("our role may not read and change t"))
                    .anyMatch(f -> f.what().equals("row security applies to our role on hiding"))
                    .anyMatch(f -> f.severity() == Severity.RED
                            && f.what().startsWith("our role may not write our own tables (before_image, claim"))
                    .anyMatch(f -> f.what().matches("only [1-5] connections are free"));
        } finally {
            server.execute("drop owned by " + role, "drop role " + role);
        }
    }

    @Test
    void tellsAPoolerByTheProcessNumberThatItMadeUp() {
        assertThat(PostgresChecks.pooler(4711, 815))
                .singleElement()
                .satisfies(f -> assertThat(f.what()).isEqualTo("a connection pooler stands between us and the server"));
    }
}
