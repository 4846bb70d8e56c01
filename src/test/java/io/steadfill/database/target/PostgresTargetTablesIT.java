package io.steadfill.database.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.database.connection.Databases;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import org.junit.jupiter.api.Test;

@OnServer(Lane.POSTGRESQL)
class PostgresTargetTablesIT extends TargetTablesContract {

    private final TestDatabase server;

    PostgresTargetTablesIT(TestDatabase server) {
        super(server);
        this.server = server;
    }

    @Test
    void tellsARoleThatMayNotMakeThemWhatToAskFor() {
        String role = "limited_" + server.name();
        server.execute("create role " + role + " login");
        try (Database limited = Databases.at("shop", server.url().replace("user=postgres", "user=" + role))) {
            assertThatThrownBy(() -> new TargetTables(limited).init("control-1", false))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.PRIVILEGE_MISSING))
                    .hasMessageContaining("let an administrator run the output of: database init shop --print");
        } finally {
            server.execute("drop role " + role);
        }
    }
}
