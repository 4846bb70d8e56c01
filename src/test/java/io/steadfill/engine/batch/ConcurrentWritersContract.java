package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.engine.RunEnd;
import io.steadfill.testing.Beside;
import io.steadfill.testing.TestDatabase;
import io.steadfill.transform.Transform;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application writes all over the table while a job walks it: nothing of either is lost, and the application never pays. */
@Tag("slow")
abstract class ConcurrentWritersContract {

    private static final int ROWS = 12_000;
    // A duty of 4 % stretches the walk over several seconds, so that writes fall before, behind and into its chunks.
    private static final Limits SLOW =
            new Limits(Duration.ofMillis(50), 60, 1 << 20, 6, 1, 0.5, Duration.ofSeconds(5), 1_000);

    private static final Dear TRIM = new Dear("trim-dear", "name", name -> name.replaceAll("^ +| +$", ""));

    private void run(TestDatabase database, JobDefinition job, Transform... transforms) throws Exception {
        Map<Long, String> names = new HashMap<>();
        database.execute("create table item (id bigint primary key, name varchar(100) not null, clean varchar(100))");
        StringBuilder values = new StringBuilder();
        for (long id = 1; id <= ROWS; id++) {
            String name = " Name " + id + " ";
            names.put(id, name);
            values.append(id == 1 ? "" : ", ")
                    .append("(")
                    .append(id)
                    .append(", '")
                    .append(name)
                    .append("')");
        }
        database.execute("insert into item (id, name) values " + values);
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init();
                ShopWriters writers = new ShopWriters(database, names).start()) {
            Stream.of(transforms).forEach(kit::with);
            CompletableFuture<RunEnd> running =
                    Beside.supply(() -> kit.workers(2).run(job));
            long half = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (kit.chunks().size() < 120 && System.nanoTime() < half && !running.isDone()) {
                Thread.onSpinWait();
                LockSupport.parkNanos(20_000_000);
            }
            writers.deployNewRelease();

            RunEnd end = running.get();
            writers.stop();

            assertThat(end.how()).as(end.says() + kit.failures()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(writers.refused())
                    .as("statements of the application that the database refused")
                    .isEmpty();
            assertThat(database.count("select count(*) from item where clean is null"))
                    .isZero();
            Map<Long, String> now = new HashMap<>();
            database.rows("select id, name from item")
                    .forEach(row -> now.put(((Number) row.get("id")).longValue(), (String) row.get("name")));
            assertThat(now).isEqualTo(writers.acknowledged());
            assertThat(wrong(database))
                    .as("rows whose value is not that of their last name")
                    .isZero();
            System.out.println("concurrent writers " + database.lane() + ": " + writers.statements() + " statements, "
                    + end.counts() + ", " + kit.failures().size() + " chunks tried again");
        }
    }

    private static long wrong(TestDatabase database) {
        return switch (database.lane().vendor()) {
            case POSTGRESQL ->
                database.count(
                        "select count(*) from item where clean is distinct from regexp_replace(name, '^ +| +$', '', 'g')");
            case MYSQL, MARIADB ->
                database.count(
                        "select count(*) from item where binary clean <> binary regexp_replace(name, '^ +| +$', '')");
        };
    }

    @Test
    void losesNoAcknowledgedWriteBesideATransform(TestDatabase database) throws Exception {
        run(
                database,
                JobDefinitions.on("item")
                        .where("clean is null")
                        .transform("clean", "trim", Map.of("from", "name"))
                        .limits(SLOW)
                        .definition());
    }

    @Test
    void losesNoAcknowledgedWriteBesideATransformThatIsReadAhead(TestDatabase database) throws Exception {
        run(
                database,
                JobDefinitions.on("item")
                        .where("clean is null")
                        .transform("clean", "trim-dear", Map.of())
                        .limits(SLOW)
                        .definition(),
                TRIM);
    }

    @Test
    void losesNoAcknowledgedWriteBesideASetJob(TestDatabase database) throws Exception {
        run(
                database,
                JobDefinitions.on("item")
                        .where("clean is null")
                        .set("clean", "trim(name)")
                        .limits(SLOW)
                        .definition());
    }

    @Test
    void losesNoAcknowledgedWriteBesideAJobThatLocksFirst(TestDatabase database) throws Exception {
        run(
                database,
                JobDefinitions.on("item")
                        .where("clean is null")
                        .set("clean", "trim(name)")
                        .readsOtherTables()
                        .limits(SLOW)
                        .definition());
    }

    @Test
    void leavesNothingToDoWhereTheOtherTableOfThePredicateIsWrittenToo(TestDatabase database) throws Exception {
        database.execute(
                "create table owner (id bigint primary key, active int not null)",
                "create table item (id bigint primary key, owner_id bigint not null, name varchar(100), clean varchar(100))",
                "create index item_by_owner on item (owner_id)");
        insert(
                database,
                "owner (id, active)",
                OwnerWriters.OWNERS,
                id -> "(" + id + ", " + (id % 3 == 0 ? 1 : 0) + ")");
        insert(
                database,
                "item (id, owner_id, name)",
                ROWS,
                id -> "(" + id + ", " + id % OwnerWriters.OWNERS + ", 'n')");
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null and exists (select 1 from owner o where o.id = item.owner_id and o.active = 1)")
                .set("clean", "'done'")
                .readsOtherTables()
                .limits(SLOW)
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init();
                OwnerWriters writers = new OwnerWriters(database).start()) {
            CompletableFuture<RunEnd> running =
                    Beside.supply(() -> kit.workers(2).run(job));
            long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (kit.chunks().size() < 120 && System.nanoTime() < limit && !running.isDone()) {
                LockSupport.parkNanos(20_000_000);
            }
            writers.stop();
            RunEnd end = running.get();

            assertThat(end.how()).as(end.says() + kit.failures()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(writers.refused()).isEmpty();
            assertThat(writers.statements()).isGreaterThan(100);
            assertThat(database.count("select count(*) from item join owner on owner.id = item.owner_id"
                            + " where owner.active = 1 and (item.clean is null or item.clean <> 'done')"))
                    .as("rows of active owners that were left")
                    .isZero();
            assertThat(database.count("select count(*) from item where owner_id % 3 = 1 and clean is not null"))
                    .as("rows whose owner was never active")
                    .isZero();
        }
    }

    private static void insert(TestDatabase database, String into, int rows, IntFunction<String> row) {
        database.execute("insert into " + into + " values "
                + IntStream.rangeClosed(0, rows).mapToObj(row).collect(Collectors.joining(", ")));
    }
}
