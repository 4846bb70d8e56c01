package io.steadfill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.chunk.Gate;
import io.steadfill.definition.Limits;
import io.steadfill.definition.Work;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every kind of job does on every vendor, with control and target in one database. */
abstract class EngineContract {

    private static final Limits SMALL_CHUNKS =
            new Limits(Duration.ofMillis(50), 100, 1 << 20, 100, 1, 0, Duration.ofSeconds(5), 3);

    private TestDatabase database;
    private EngineKit kit;

    @BeforeEach
    void prepare(TestDatabase empty) {
        database = empty;
        kit = new EngineKit(empty.url(), empty.url()).init();
        database.execute("create table item (id bigint primary key, name varchar(100), clean varchar(100), "
                + "price numeric(12,2) not null default 1)");
        StringBuilder values = new StringBuilder();
        for (int i = 1; i <= 5_000; i++) {
            values.append(i == 1 ? "" : ", ")
                    .append("(")
                    .append(i * 3L - 7)
                    .append(", ' Name ")
                    .append(i)
                    .append(" ')");
        }
        database.execute("insert into item (id, name) values " + values);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private String ours(String table) {
        return kit.target().dialect().ours(table);
    }

    @Test
    void setsColumnsOfEveryRowThatMatches() {
        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "lower(trim(name))")
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where clean = lower(trim(name))"))
                .isEqualTo(5_000);
        assertThat(end.counts().changed()).isEqualTo(5_000);
        assertThat(end.counts().walked()).isEqualTo(5_000);
    }

    @Test
    void transformsEveryRowThatMatches() {
        RunEnd end = kit.workers(2)
                .run(JobDefinitions.on("item")
                        .where("clean is null")
                        .transform("clean", "trim", Map.of("from", "name"))
                        .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where clean = trim(name)"))
                .isEqualTo(5_000);
    }

    @Test
    void doesNonIdempotentWorkOnceForEver() {
        var job = JobDefinitions.on("item").once().set("price", "price * 2").definition();

        RunEnd first = kit.run("first", job, 1, Map.of());

        assertThat(first.how()).as(first.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where price = 2")).isEqualTo(5_000);
        RunEnd second = kit.run("second", job, 1, Map.of());
        assertThat(second.how()).isEqualTo(RunEnd.How.FAILED);
        assertThat(second.says()).contains("once for ever");
        assertThat(database.count("select count(*) from item where price = 2")).isEqualTo(5_000);
    }

    @Test
    void deletesRowsThatMatch() {
        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("id > 100")
                .work(new Work.DeleteRows())
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item")).isEqualTo(35);
    }

    @Test
    void keepsBeforeImagesWhereTheJobAsksForAWayBack() {
        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "lower(trim(name))")
                .undo()
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select sum(row_count) from " + ours("before_image")))
                .isEqualTo(5_000);
    }

    @Test
    void putsTheGuiltyRowIntoQuarantineAndItsNeighboursAreDoneOnce() {
        database.execute(
                "alter table item add constraint no_42 check (clean is null or clean not in ('name 42', 'name 43'))");

        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "lower(trim(name))")
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(end.counts().changed()).isEqualTo(4_998);
        assertThat(end.counts().quarantined()).isEqualTo(2);
        assertThat(database.column(String.class, "select key_text from " + ours("quarantine")))
                .containsExactlyInAnyOrder("[\"119\"]", "[\"122\"]");
    }

    @Test
    void holdsWhenMoreRowsAreInQuarantineThanTheJobAllows() {
        database.execute("alter table item add constraint nothing check (clean is null)");

        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "lower(trim(name))")
                .limits(SMALL_CHUNKS)
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.HELD);
        assertThat(end.counts().quarantined()).isEqualTo(11);
    }

    @Test
    void goesOnWhereItWasPaused() {
        var job = JobDefinitions.on("item")
                .once()
                .set("price", "price * 2")
                .limits(SMALL_CHUNKS)
                .definition();
        kit.say(Gate.Word.PAUSE);

        RunEnd paused = kit.run("paused", job, 1, Map.of());
        kit.say(Gate.Word.GO);
        RunEnd end = kit.run("paused", job, 2, Map.of());

        assertThat(paused.how()).isEqualTo(RunEnd.How.PAUSED);
        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where price = 2")).isEqualTo(5_000);
    }
}
