package io.steadfill.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.database.connection.Databases;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnServer(Lane.POSTGRESQL)
class PostgresVerifyIT extends VerifyContract {

    PostgresVerifyIT(TestDatabase target) {
        super(target);
    }

    @Override
    List<String> numbers(int rows) {
        return List.of("create table numbers as select n from generate_series(1, " + rows + ") n");
    }

    @Test
    void refusesToProveAnythingWhereAPolicyHidesRows() {
        target.update("update people set normal = null where id = 3003");
        String role = "watch_" + target.name();
        target.execute(
                "create role " + role + " login",
                "grant select on people to " + role,
                "alter table people enable row level security",
                "create policy others on people for select using (id <> 3003)");
        try (Database hidden = Databases.at("shop", target.url().replace("user=postgres", "user=" + role))) {
            assertThat(target.jdbc().execute((Connection c) -> {
                        c.createStatement().execute("set role " + role);
                        var rows = c.createStatement()
                                .executeQuery("select count(*) from people where mail is not null and normal is null");
                        rows.next();
                        return rows.getInt(1);
                    }))
                    .as("the policy does hide the row")
                    .isZero();

            assertThatThrownBy(() -> survey(hidden, LeftOut.NOTHING))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.ROW_HIDDEN));
        } finally {
            target.execute("drop owned by " + role, "drop role " + role);
        }
    }

    @Test
    void saysWhichPrivilegeIsMissingAndNeedsNoneToWrite() {
        String role = "watch_" + target.name();
        target.execute("create role " + role + " login");
        try (Database watch = Databases.at("shop", target.url().replace("user=postgres", "user=" + role))) {
            assertThatThrownBy(() -> survey(watch, LeftOut.NOTHING))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.PRIVILEGE_MISSING));

            target.execute("grant select on people to " + role);

            assertThat(survey(watch, LeftOut.NOTHING).isClean()).isTrue();
        } finally {
            target.execute("drop owned by " + role, "drop role " + role);
        }
    }
}
