package io.steadfill.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.keyset.Key;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
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
    void findsWhatIsLeftBetweenTheLandmarksOfALargeTableAndBehindThem() {
        assertThat(landmarks(10_000)).as("of 6,000 rows").isEmpty();
        target.execute(
                "insert into people select n * 3, 'A@example.org', 'a@example.org' from generate_series(10001, 300000) n",
                "analyze people");
        lookAgain();
        List<Key> landmarks = landmarks(10_000);
        assertThat(landmarks).hasSizeBetween(20, 30);
        Key middle = landmarks.get(10);
        target.execute(
                "update people set normal = null where id in (3, 900000, "
                        + middle.values().get(0) + ", "
                        + (Long.parseLong(middle.values().get(0)) + 3) + ")",
                "insert into people select n, 'B@example.org' from generate_series(1000001, 1020000) n");

        Survey survey = survey(LeftOut.NOTHING);

        assertThat(survey.rowsLeft()).isEqualTo(20_004);
        assertThat(survey.sample()).startsWith(key(3), middle);
        target.execute("update people set normal = lower(mail) where normal is null and mail is not null");
        assertThat(survey(LeftOut.NOTHING).isClean()).isTrue();
    }

    @Test
    void oneReaderKeepsOneCoreOfTheServerBusy() throws SQLException {
        try (Database open = Databases.at("shop", target.url());
                Session session = open.open(Database.Purpose.WORK)) {
            session.begin(TransactionSettings.READING);

            assertThat(session.sql(Fragment.of("select current_setting('max_parallel_workers_per_gather')"))
                            .query(String.class)
                            .single())
                    .isEqualTo("0");
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
