package io.steadfill.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.problem.Problem;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

@OnServer(Lane.POSTGRESQL)
class PostgresCompanionsIT extends CompanionsContract {

    @Override
    String barrier() {
        return """
                -- steadfill: barrier
                alter table customers add constraint phones_done
                    check ((phone is not null and phone_e164 is null) is not true) not valid;
                """;
    }

    @Override
    String leakyBarrier() {
        return """
                -- steadfill: barrier
                create trigger no_update before update on customers
                    for each row execute function suppress_redundant_updates_trigger();
                """;
    }

    @Override
    String dropBarrier() {
        return "alter table customers drop constraint if exists phones_done;\n";
    }

    @Override
    String dropBarrierAndPhone() {
        return "alter table customers drop column phone;\n";
    }

    @Override
    long barriersStanding() {
        return server.count("select count(*) from pg_constraint where conname = 'phones_done'");
    }

    @Override
    String namesake() {
        return "alter table customers add constraint phones_done check (id < 1000)";
    }

    @Override
    long guard() {
        return server.count("select pid from pg_locks where locktype = 'advisory' and granted"
                + " and database = (select oid from pg_database where datname = current_database())");
    }

    @Override
    long sessionId(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    @Override
    String sleepIfSlow(int mark) {
        return "insert into marks select " + mark + " from pg_sleep((select 30 * count(*) from slow))";
    }

    @Override
    List<Long> sessionsAsleep() {
        return server.column(
                Long.class,
                "select pid from pg_stat_activity where state = 'active' and query like 'insert into marks%pg_sleep%'");
    }

    @Override
    void end(long session) {
        server.rows("select pg_terminate_backend(" + session + ")");
    }

    @Test
    void removesAnInvalidIndexThatAFailedBuildLeft() {
        bench.file(
                        "expand/V2__index.sql",
                        "create unique index concurrently if not exists customers_note on customers (note);")
                .file("expand/U2__index.sql", "drop index concurrently if exists customers_note;");
        server.execute("update customers set note = 'same'");

        refuses(Problem.SCRIPT_FAILED, bench::expand, "customers_note");
        assertThat(server.count("select count(*) from pg_index where not indisvalid"))
                .isOne();
        server.execute("update customers set note = 'other' where id = 2");
        bench.expand();

        assertThat(server.column(
                        Boolean.class, "select indisvalid from pg_index where indexrelid = 'customers_note'::regclass"))
                .containsExactly(true);
        bench.undo();
    }

    @Test
    void believesTheCatalogAboutAnIndexBuiltBeforeTheProcessDied() {
        bench.file("expand/V2__index.sql", "create index concurrently customers_note on customers (note);")
                .file("expand/U2__index.sql", "drop index concurrently customers_note;");
        bench.expand();
        server.execute("update steadfill.script set outcome = 'running' where version = '2'");

        bench.expand();

        assertThat(bench.ledger()).contains("2 expand 1 done");
    }

    @Test
    void holdsTheTableFromProofToChangeWhereNoBarrierIsMarked() throws Exception {
        migrate();
        bench.file("contract/V3__drop_phone.sql", "alter table customers drop column phone;")
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        CompletableFuture<Void> writer = new CompletableFuture<>();
        bench.afterProof(2, () -> {
            Thread thread = new Thread(() -> {
                try {
                    server.execute("insert into customers (id, phone, note) values (9, '0999', 'late')");
                    writer.complete(null);
                } catch (IllegalStateException e) {
                    writer.completeExceptionally(e);
                }
            });
            thread.start();
            awaitWaiting();
        });

        bench.contract();

        assertThat(writer.handle((done, refused) -> String.valueOf(refused)).get(10, TimeUnit.SECONDS))
                .contains("column \"phone\"");
        assertThat(server.count("select count(*) from customers where id = 9")).isZero();
        assertThat(bench.ledger()).contains("3 contract 1 done");
    }

    private void awaitWaiting() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.count("select count(*) from pg_locks where not granted") == 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void rollsTheWholeFileBackWhenTheProofUnderTheLockFails() {
        migrate();
        bench.file(
                        "contract/V3__drop_phone.sql",
                        "create table marks (n integer);\nalter table customers drop column phone;")
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        bench.afterProof(1, () -> server.execute("insert into customers (id, phone, note) values (9, '0999', 'late')"));

        refuses(Problem.NOT_VERIFIED, bench::contract, "such as 9");

        assertThat(server.value(Boolean.class, "select to_regclass('marks') is null"))
                .isTrue();
        assertThat(server.update("update customers set note = 'free' where id = 9"))
                .isOne();
    }

    @Test
    void goesOnBehindTheBarrierThatStillStands() {
        migrate();
        bench.file(
                        "contract/V3__require.sql",
                        barrier() + "insert into mraks values (1);\nalter table customers drop column phone;")
                .file("contract/U3__require.sql", "alter table customers add column phone varchar(40);");
        refuses(Problem.SCRIPT_FAILED, bench::contract, "mraks");
        String oid = server.value(String.class, "select oid from pg_constraint where conname = 'phones_done'");
        server.execute("create table mraks (n integer)");
        bench.afterProof(1, () -> {
            throw new AssertionError("proved again");
        });

        bench.contract();

        assertThat(oid).isNotNull();
        assertThat(bench.ledger()).contains("3 contract 3 done");
    }

    @Test
    void buildsAnInvalidIndexAnewInsteadOfDroppingItFirst() {
        server.execute("insert into customers values (3, null, 'b')");
        assertThatThrownBy(() -> server.execute("create unique index concurrently notes on customers (note)"))
                .hasMessageContaining("could not create unique index");
        server.execute("delete from customers where id = 3");
        bench.file("expand/V2__notes.sql", "reindex index concurrently notes;")
                .file("expand/U2__notes.sql", "drop index notes;");

        bench.expand();

        assertThat(server.count("select count(*) from pg_index where indexrelid = to_regclass('notes') and indisvalid"))
                .isOne();
    }
}
