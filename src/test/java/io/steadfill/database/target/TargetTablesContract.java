package io.steadfill.database.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Session;
import io.steadfill.database.connection.Databases;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

abstract class TargetTablesContract {

    private final TestDatabase server;
    private final Database database;
    private final TargetTables tables;

    TargetTablesContract(TestDatabase server) {
        this.server = server;
        this.database = Databases.at("shop", server.url());
        this.tables = new TargetTables(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void makesTheTablesAndMarksWhoseTheyAre() throws SQLException {
        tables.init("control-1", false);
        tables.init("control-1", false);

        assertThat(mark("format")).isEqualTo("1");
        assertThat(mark("generation")).isEqualTo("1");
        assertThat(mark("production")).isEqualTo("false");
        try (Session session = database.open(Purpose.BOOKKEEPING)) {
            tables.check(session, "control-1");
            assertThat(tables.control(session)).isEqualTo("control-1");
            assertThat(tables.isProduction(session)).isFalse();
        }
    }

    @Test
    void keepsTheMarkOfProductionOnceItIsGiven() throws SQLException {
        tables.init("control-1", false);
        tables.init("control-1", true);
        tables.init("control-1", false);

        try (Session session = database.open(Purpose.BOOKKEEPING)) {
            assertThat(tables.isProduction(session)).isTrue();
        }
    }

    @Test
    void namesTheCommandThatMakesMissingTables() {
        refused(Problem.TARGET_TABLES_MISSING, "control-1")
                .hasMessage("database 'shop' has no Steadfill tables; make them with: database init shop "
                        + "(add --print for the SQL that an administrator can run instead)");
    }

    @Test
    void finishesWhatACrashLeftHalfDone() throws SQLException {
        List<String> statements = database.dialect().targetTables();
        server.execute(statements.subList(0, 3).toArray(String[]::new));
        refused(Problem.TARGET_TABLES_MISSING, "control-1").hasMessageContaining("begun and not finished");

        tables.init("control-1", false);

        try (Session session = database.open(Purpose.BOOKKEEPING)) {
            tables.check(session, "control-1");
        }
    }

    @Test
    void refusesAnotherControlDatabase() {
        tables.init("control-1", false);

        refused(Problem.CONTROL_MISMATCH, "control-2")
                .hasMessageContaining("belongs to control database control-1, and this is control-2")
                .hasMessageContaining("work through that one");
        assertThatThrownBy(() -> tables.init("control-2", false))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONTROL_MISMATCH));
        assertThat(mark("control")).isEqualTo("control-1");
    }

    @Test
    void refusesTheTablesOfANewerRelease() {
        tables.init("control-1", false);
        server.execute("update " + database.dialect().ours("meta") + " set value = '2' where name = 'format'");

        refused(Problem.TARGET_FORMAT_UNKNOWN, "control-1")
                .hasMessageContaining("of format 2; this release knows up to 1");
    }

    @Test
    void givesTwoThatInitialiseAtOnceOneTarget() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Boolean> init = () -> {
                tables.init("control-1", false);
                return true;
            };
            for (Future<Boolean> done : threads.invokeAll(List.of(init, init))) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(server.count("select count(*) from " + database.dialect().ours("meta")))
                .isEqualTo(5);
    }

    private AbstractThrowableAssert<?, ?> refused(Problem problem, String control) {
        return assertThatThrownBy(() -> {
                    try (Session session = database.open(Purpose.BOOKKEEPING)) {
                        tables.check(session, control);
                    }
                })
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private String mark(String name) {
        return server.value(
                String.class, "select value from " + database.dialect().ours("meta") + " where name = ?", name);
    }
}
