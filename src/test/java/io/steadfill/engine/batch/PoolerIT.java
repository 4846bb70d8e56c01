package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.chunk.event.ChunkListener.ChunkFailed;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.database.Database;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.definition.Vendor;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.PgBouncer;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real PgBouncer in transaction mode between us and the target: what it hands on, drops and refuses. */
@Tag("slow")
@OnServer(Lane.POSTGRESQL)
class PoolerIT {

    private static final int ROWS = 6_000;

    /** Small chunks at a tenth of the time, so that there is a middle of the run. */
    private static final Limits SLOW =
            new Limits(Duration.ofMillis(50), 50, 1 << 20, 20, 1, 0, Duration.ofSeconds(5), 1_000);

    private TestDatabase target;

    @BeforeEach
    void prepare(TestDatabase empty) {
        target = empty;
        target.execute(
                "create table item (id bigint primary key, name text, tokens text not null default '')",
                "insert into item (id, name) select g, 'name ' || g from generate_series(1, " + ROWS + ") g");
    }

    private static JobDefinition job() {
        return JobDefinitions.on("item")
                .where("tokens = ''")
                .set("tokens", "tokens || 'x'")
                .limits(SLOW)
                .definition();
    }

    private void assertDone(EngineKit kit, RunEnd end) {
        assertThat(end.how()).as(end.says() + kit.failures()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(target.count("select count(*) from item where tokens = 'x'")).isEqualTo(ROWS);
        assertThat(target.count("select count(*) from steadfill.quarantine")).isZero();
    }

    @Test
    void preparesNothingThatTheNextTransactionWouldMiss() throws Exception {
        try (PgBouncer pooler = PgBouncer.before(target, Map.of());
                EngineKit kit = new EngineKit(pooler.url(), target.url()).init()) {
            assertDone(kit, kit.workers(2).run(job()));
            assertThat(kit.failures()).isEmpty();
        }
    }

    @Test
    void blamesNoRowForAStatementThatAnotherSessionPrepared() throws Exception {
        try (Database database = Databases.at("shop", target.url());
                Session session = database.open(Database.Purpose.WORK)) {
            session.begin(TransactionSettings.CHUNK);

            assertThatThrownBy(() -> session.sql("execute prepared_elsewhere").update())
                    .satisfies(
                            error -> assertThat(database.dialect().failure(Objects.requireNonNull(Causes.sql(error))))
                                    .isEqualTo(Failure.CONNECTION));
        }
    }

    @Test
    void outlivesAPauseThatIsTooLongAndAKillInTheMiddle() throws Exception {
        try (PgBouncer pooler = PgBouncer.before(target, Map.of("query_wait_timeout", "1"));
                EngineKit kit = new EngineKit(pooler.url(), target.url()).init()) {
            CompletableFuture<RunEnd> end = Beside.supply(() -> kit.workers(2).run(job()));
            Await.until("its first chunks", () -> end.isDone() || kit.chunks().size() > 5);
            pooler.say("pause");
            Await.until(
                    "chunks that the pooler keeps waiting for too long",
                    () -> end.isDone() || !kit.failures().isEmpty());
            pooler.say("resume");
            int before = kit.chunks().size();
            Await.until("more chunks", () -> end.isDone() || kit.chunks().size() > before + 5);
            assertThat(end).isNotDone();
            pooler.say("kill " + target.name());
            pooler.say("resume " + target.name());

            assertDone(kit, end.get());
            assertThat(kit.failures()).extracting(ChunkFailed::reason).containsOnly("connection");
        }
    }

    @Test
    void leavesNoSettingBehindWithAStatementThatRunsAlone() throws Exception {
        SchemaSql sql = SchemaSql.of(Vendor.POSTGRESQL);
        try (PgBouncer pooler = PgBouncer.before(target, Map.of("default_pool_size", "1"));
                Database through = Databases.at("shop", pooler.url());
                Session script = through.open(Database.Purpose.SCHEMA)) {
            sql.runAlone(script, "create index concurrently item_by_name on item (name)", Duration.ofHours(3));
            assertThat(target.count(
                            "select count(*) from pg_index where indexrelid = 'item_by_name'::regclass and indisvalid"))
                    .isOne();

            target.execute("alter database " + target.name() + " set statement_timeout = '1h'");
            pooler.say("reconnect");
            assertThatThrownBy(() -> sql.runAlone(script, "drop index concurrently item_by_name", Duration.ofHours(3)))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.SCRIPT_FAILED))
                    .hasMessageContaining("pooler")
                    .hasMessageContaining("statement_timeout 1h");
        }
    }
}
