package io.steadfill.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.problem.Problem;
import io.steadfill.schema.ledger.Launch;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnServer(Lane.MYSQL)
class MySqlCompanionsIT extends CompanionsContract {

    private static String trigger(String name, String event) {
        return """
                -- steadfill: barrier
                -- steadfill: begin
                create trigger %s before %s on customers for each row
                begin
                    if new.phone is not null and new.phone_e164 is null then
                        signal sqlstate '45000' set message_text = 'store the phone in its E.164 form';
                    end if;
                end;
                -- steadfill: end
                """.formatted(name, event);
    }

    @Override
    String barrier() {
        return trigger("phones_done_insert", "insert") + trigger("phones_done_update", "update");
    }

    @Override
    String leakyBarrier() {
        return trigger("phones_done_update", "update");
    }

    @Override
    String dropBarrier() {
        return "drop trigger if exists phones_done_insert;\ndrop trigger if exists phones_done_update;\n";
    }

    @Override
    String dropBarrierAndPhone() {
        return dropBarrier() + "alter table customers drop column phone;\n";
    }

    @Override
    long barriersStanding() {
        return server.count(
                "select count(*) from information_schema.triggers where trigger_schema = database() and trigger_name like"
                        + " 'phones_done%'");
    }

    @Override
    String namesake() {
        return "create trigger phones_done_update before update on customers for each row set new.note ="
                + " coalesce(new.note, 'none')";
    }

    @Override
    long guard() {
        return server.count("select is_used_lock(concat('steadfill.', left(sha2(database(), 256), 40)))");
    }

    @Override
    long sessionId(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet id = statement.executeQuery("select connection_id()")) {
            id.next();
            return id.getLong(1);
        }
    }

    @Override
    String sleepIfSlow(int mark) {
        return "insert into marks select " + mark + " + sleep(30 * (select count(*) from slow))";
    }

    @Override
    List<Long> sessionsAsleep() {
        return server.column(
                Long.class,
                "select id from information_schema.processlist where info like 'insert into marks%sleep%' and db = database()"
                        + " and id <> connection_id()");
    }

    @Override
    void end(long session) {
        server.execute("kill " + session);
    }

    @Test
    void believesTheCatalogAboutAStatementWhoseProcessDied() {
        bench.file(
                        "expand/V2__index.sql",
                        "create index customers_note on customers (note);\nalter table customers add column extra integer;")
                .file(
                        "expand/U2__index.sql",
                        "drop index customers_note on customers;\nalter table customers drop column extra;");
        bench.expand();
        server.execute(
                "drop index customers_note on customers",
                "update steadfill_script set outcome = 'running' where version = '2'");

        bench.expand();

        assertThat(bench.ledger()).contains("2 expand 1 done", "2 expand 2 done");
        assertThat(server.count("select count(*) from information_schema.statistics where table_schema = database()"
                        + " and index_name = 'customers_note'"))
                .isOne();
    }

    @Test
    void asksTheOperatorWhereTheCatalogCannotTell() {
        server.execute("create procedure tidy() select 1");
        bench.file("expand/V2__tidy.sql", "call tidy();").file("expand/U2__tidy.sql", "select 1;");
        bench.expand();
        server.execute("update steadfill_script set outcome = 'running' where version = '2'");

        refuses(Problem.SCRIPT_FAILED, bench::expand, "schema settle");
        bench.companions()
                .settle(bench.database, folder, bench.job(), new Launch("ann", null), "expand/V2__tidy.sql:1", true);

        assertThat(bench.ledger()).contains("2 expand 1 done");
        assertThat(bench.expand().files()).isEmpty();
    }

    @Test
    void keepsOthersOutForAsLongAsAStatementMayRun() throws SQLException {
        SchemaSql sql = SchemaSql.of(bench.database.dialect().vendor());
        try (Session guard = bench.database.open(Database.Purpose.BOOKKEEPING)) {
            guard.sql("set session wait_timeout = 60").update();

            assertThat(sql.claim(guard)).isTrue();
            assertThat(idleSecondsMax(guard))
                    .isGreaterThan(SchemaSql.unbounded(Duration.ZERO)
                            .statementTimeout()
                            .toSeconds());
            sql.release(guard);

            assertThat(idleSecondsMax(guard)).describedAs("in the pool again").isEqualTo(60);
        }
    }

    private static long idleSecondsMax(Session session) {
        return session.sql("select @@session.wait_timeout").query(Long.class).single();
    }

    /** A trigger lives on under the sql_mode of whoever made it. */
    @Test
    void aTriggerOfAScriptNumbersRowsAsTheServerDoes() {
        server.execute("create table changes (id bigint not null auto_increment primary key, customer integer)");
        bench.file(
                        "expand/V2__changes.sql",
                        "create trigger customers_changes after update on customers for each row"
                                + " insert into changes values (0, new.id);")
                .file("expand/U2__changes.sql", "drop trigger customers_changes;");
        bench.expand();

        server.execute("update customers set note = 'seen'");

        assertThat(server.column(Long.class, "select id from changes order by id"))
                .containsExactly(1L, 2L);
    }

    @Test
    void wantsABarrierBeforeItTakesSomethingAway() {
        migrate();
        bench.file("contract/V3__drop_phone.sql", "alter table customers drop column phone;")
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");

        refuses(Problem.SCRIPT_INVALID, bench::contract, "marks no barrier");
    }

    @Test
    void refusesTriggersWhereAForeignKeyWritesPastThem() {
        migrate();
        server.execute(
                "create table phones (number varchar(40) primary key)",
                "insert into phones select phone_e164 from customers where phone_e164 is not null",
                "alter table customers add constraint customers_phones foreign key (phone_e164) references phones (number)"
                        + " on delete set null");
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");

        refuses(Problem.SCRIPT_INVALID, bench::contract, "customers_phones", "no trigger sees that");

        assertThat(barriersStanding()).isZero();
    }

    @Test
    void startsOverWhenTheLockOverTheBarriersFallWasLost() {
        migrate();
        bench.file(
                        "contract/V3__drop_phone.sql",
                        barrier() + dropBarrier() + "alter table customers drop column fone;\n")
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        refuses(Problem.SCRIPT_FAILED, bench::contract, "fone", "are in force");
        assertThat(barriersStanding()).isZero();
        server.execute("insert into customers (id, phone, note) values (9, '0999', 'late')");
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone());

        refuses(Problem.NOT_VERIFIED, bench::contract, "such as 9");

        server.execute("delete from customers where id = 9");
        bench.contract();
        assertThat(bench.status()).extracting(ScriptState::state).containsOnly(ScriptState.State.APPLIED);
        assertThat(barriersStanding()).isZero();
    }

    @Test
    void booksAFallThatTookEffectThoughNobodyHeardOfIt() {
        migrate();
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        bench.contract();
        // As a process leaves it that dies while the server still works at the last statement.
        server.execute(
                "update steadfill_script set outcome = 'RUNNING' where version = '3' order by statement desc limit 1");

        bench.contract();

        assertThat(bench.status()).extracting(ScriptState::state).containsOnly(ScriptState.State.APPLIED);
    }
}
