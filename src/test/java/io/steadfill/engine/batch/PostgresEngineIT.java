package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.chunk.Gate;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import io.steadfill.throttle.Verdict;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@OnServer(Lane.POSTGRESQL)
class PostgresEngineIT extends EngineContract {

    private static final Map<String, Object> AS_IT_IS =
            Map.of("from", "t", "values", Map.of("a", "b"), "missing", "keep");

    static final String KEEPS_EVERY_TENTH = """
            create function keeps() returns trigger language plpgsql as
            $$ begin if old.id % 10 = 0 then return null; end if; return new; end $$""";

    @Test
    void aRowBesideOnesThatATriggerKeepsAsTheyAreIsTransformedOnce(TestDatabase database) {
        for (boolean undo : new boolean[] {false, true}) {
            database.execute(
                    "drop table if exists letters",
                    "drop function if exists keeps",
                    "create table letters (id bigint primary key, name text)",
                    "insert into letters select g, 'A' from generate_series(1, 100) g",
                    KEEPS_EVERY_TENTH,
                    "create trigger keeps before update on letters for each row execute function keeps()");
            JobDefinitions job = JobDefinitions.on("letters")
                    .named("letters-" + undo)
                    .once()
                    .transform(
                            "name",
                            "lookup",
                            Map.of("from", "name", "values", Map.of("A", "B", "B", "C", "C", "D"), "missing", "keep"));
            try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
                RunEnd end = kit.run((undo ? job.undo() : job).definition());

                assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
                assertThat(end.counts().changed()).isEqualTo(90);
            }
            assertThat(database.count("select count(*) from letters where name = 'B' and id % 10 <> 0"))
                    .isEqualTo(90);
            assertThat(database.count("select count(*) from letters where name = 'A' and id % 10 = 0"))
                    .isEqualTo(10);
        }
    }

    @Test
    void aRowThatNoSweepWouldFindAgainIsTransformedOnceBesideOnesThatATriggerKeeps(TestDatabase database) {
        database.execute(
                "create table letters (id bigint primary key, name text)",
                "insert into letters select g, 'A' from generate_series(1, 100) g",
                KEEPS_EVERY_TENTH,
                "create trigger keeps before update on letters for each row execute function keeps()");
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            RunEnd end = kit.run(JobDefinitions.on("letters")
                    .fixpoint()
                    .transform(
                            "name", "lookup", Map.of("from", "name", "values", Map.of("A", "B"), "missing", "refuse"))
                    .definition());

            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(end.counts().changed()).isEqualTo(90);
        }
        assertThat(database.count("select count(*) from letters where name = 'B'"))
                .isEqualTo(90);
    }

    @Test
    void waitsWithItsFirstLookWhileTheTableIsAltered(TestDatabase database) throws Exception {
        database.execute("create table altered (id bigint primary key, name text)");
        database.execute("insert into altered (id) select g from generate_series(1, 100) g");
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init();
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table altered in access exclusive mode");

            CompletableFuture<RunEnd> end = Beside.supply(() -> kit.run(JobDefinitions.on("altered")
                    .where("name is null")
                    .set("name", "'x'")
                    .definition()));
            Await.until(
                    "a wait for the lock", () -> end.isDone() || !kit.waits().isEmpty());
            other.rollback();

            assertThat(end.get().how()).as(end.get().says()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(kit.waits()).extracting(Verdict.Reason::signal).contains("locked");
        }
    }

    @Test
    void holdsWhenTheIndexThatItWalksByIsDropped(TestDatabase database) throws Exception {
        database.execute("create table keyless (id bigint primary key, name text, filler text)");
        database.execute(
                "insert into keyless (id, filler) select g, repeat('x', 500) from generate_series(1, 200000) g");
        database.execute("analyze keyless");
        JobDefinition job = JobDefinitions.on("keyless")
                .where("name is null")
                .set("name", "'x'")
                .limits(new Limits(Duration.ofMillis(2), 100_000, 16L << 20, 100, 1, 0.001, Duration.ofSeconds(5), 3))
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            CompletableFuture<RunEnd> end = Beside.supply(() -> kit.run(job));
            Await.until("its first chunks", () -> end.isDone() || kit.chunks().size() > 3);
            database.execute("alter table keyless drop constraint keyless_pkey");

            RunEnd held = end.get();
            assertThat(held.how()).as(held.says()).isEqualTo(RunEnd.How.HELD);
            assertThat(held.problem()).isEqualTo(Problem.KEYSET_NOT_INDEXED);
            assertThat(held.says()).contains("keyless_pkey").contains("make the index again");
        }
    }

    @Test
    void saysBeforehandThatPartitionsAreToBeLeftAloneWhereNoPredicateTellsWhatIsLeft(TestDatabase database) {
        database.execute(
                "create table parted (id bigint primary key, name text) partition by range (id)",
                "create table parted_1 partition of parted for values from (1) to (1000)",
                "insert into parted (id) select g from generate_series(1, 100) g");
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            JobDefinition once =
                    JobDefinitions.on("parted").once().set("name", "'x'").definition();
            JobDefinition emptied = JobDefinitions.on("parted")
                    .where("name is null")
                    .set("name", "'x'")
                    .definition();

            assertThat(kit.plan(once).warnings())
                    .anySatisfy(says -> assertThat(says).contains("leave its partitions alone"));
            assertThat(kit.plan(emptied).warnings())
                    .noneSatisfy(says -> assertThat(says).contains("leave its partitions alone"));
        }
    }

    @Test
    void endsAsItIsToldWhileALockKeepsItFromItsFirstLook(TestDatabase database) throws Exception {
        database.execute("create table hidden (id bigint primary key, name text)");
        database.execute("insert into hidden (id) select g from generate_series(1, 100) g");
        JobDefinition job = JobDefinitions.on("hidden")
                .where("name is null")
                .set("name", "'x'")
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init();
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            kit.say(Gate.Word.PAUSE);
            assertThat(kit.run("cancelled", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.PAUSED);
            assertThat(database.count("select count(*) from steadfill.claim")).isOne();
            kit.say(Gate.Word.GO);
            other.setAutoCommit(false);
            statement.execute("lock table hidden in access exclusive mode");

            CompletableFuture<RunEnd> end = Beside.supply(() -> kit.run("cancelled", job, 2, Map.of()));
            Await.until(
                    "a wait for the lock", () -> end.isDone() || !kit.waits().isEmpty());
            kit.say(Gate.Word.CANCEL);

            assertThat(end.get().how()).as(end.get().says()).isEqualTo(RunEnd.How.CANCELLED);
            assertThat(database.count("select count(*) from steadfill.claim")).isZero();
            assertThat(database.value(String.class, "select state from steadfill.run"))
                    .isEqualTo("CANCELLED");
        }
    }

    @Test
    void aTextThatIsTooLongForItsColumnIsSetAsideAndNotCut(TestDatabase database) {
        database.execute("create table street (id bigint primary key, name varchar(6))");
        database.execute("insert into street values (1, 'straße'), (2, 'weg')");
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            RunEnd end = kit.run(JobDefinitions.on("street")
                    .where("name <> upper(name)")
                    .transform("name", "case", Map.of("from", "name", "to", "upper"))
                    .definition());

            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.QUARANTINED);
            assertThat(database.column(String.class, "select name from street order by id"))
                    .containsExactly("straße", "WEG");
            assertThat(database.value(String.class, "select sql_state from steadfill.quarantine"))
                    .isEqualTo("22001");
        }
    }

    @Test
    void aRunIsCancelledWhoseTargetWasMadeAnew(TestDatabase database) {
        database.execute("create table anew (id bigint primary key, name text)");
        database.execute("insert into anew (id) select g from generate_series(1, 100) g");
        JobDefinition job = JobDefinitions.on("anew")
                .where("name is null")
                .set("name", "'x'")
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            kit.say(Gate.Word.PAUSE);
            assertThat(kit.run("paused", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.PAUSED);
            database.execute("update steadfill.meta set value = 'somebody-else' where name = 'control'");

            kit.say(Gate.Word.CANCEL);

            assertThat(kit.run("paused", job, 2, Map.of()).how()).isEqualTo(RunEnd.How.CANCELLED);
        }
    }

    @Test
    void aTransformOfTextsTakesAnEnumerationAndNoArray(TestDatabase database) {
        database.execute(
                "create type mood as enum ('good', ' bad ')",
                "create table person (id bigint primary key, mood mood, other mood, words text[], word text)",
                "insert into person (id, mood, words) values (1, 'good', '{\" a \"}')");
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            JobDefinitions arrays = JobDefinitions.on("person").where("word is null");

            assertThatThrownBy(() -> kit.run(arrays.transform("word", "trim", Map.of("from", "words"))
                            .definition()))
                    .hasMessageContainingAll("'words'", "text[]", "'trim' reads texts");
            assertThatThrownBy(() -> kit.run(arrays.transform("words", "trim", Map.of("from", "word"))
                            .definition()))
                    .hasMessageContainingAll("'words'", "text[]", "'trim' gives texts");
            RunEnd end = kit.run(JobDefinitions.on("person")
                    .where("other is null")
                    .transform("other", "trim", Map.of("from", "mood"))
                    .definition());

            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(database.value(String.class, "select other::text from person"))
                    .isEqualTo("good");
        }
    }

    @Test
    void bitsAreRefusedWhereTheyAreTooManyAndNamesThatLookLikeThemAreNoBits(TestDatabase database) {
        database.execute(
                "create domain bitcoin as numeric(10, 2)",
                "create table bits (id bigint primary key, t text, b bit(3), c bitcoin)",
                "insert into bits (id, t) values (1, '101'), (2, '10101')");
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            JobDefinitions bits = JobDefinitions.on("bits").where("b is null").transform("b", "lookup", AS_IT_IS);
            JobDefinitions coins = JobDefinitions.on("bits").where("c is null").transform("c", "lookup", AS_IT_IS);

            assertThat(kit.run("bits", bits.definition(), 1, Map.of()).how()).isEqualTo(RunEnd.How.QUARANTINED);
            assertThat(kit.run("coins", coins.definition(), 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);

            assertThat(database.column(String.class, "select b::text from bits order by id"))
                    .containsExactly("101", null);
            assertThat(database.column(String.class, "select c::text from bits order by id"))
                    .containsExactly("101.00", "10101.00");
        }
    }

    @Test
    void textsInAnArrayAreNotCutEither(TestDatabase database) {
        database.execute(
                "create table street (id bigint primary key, t text, names varchar(6)[])",
                "insert into street (id, t) values (1, '{strasse}'), (2, '{weg}')");
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            RunEnd end = kit.run(JobDefinitions.on("street")
                    .where("names is null")
                    .transform("names", "lookup", AS_IT_IS)
                    .definition());

            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.QUARANTINED);
            assertThat(database.column(String.class, "select names::text from street order by id"))
                    .containsExactly(null, "{weg}");
        }
    }

    @Test
    void waitsAtItsBeginningWhileAnIndexIsBuilt(TestDatabase database) throws Exception {
        database.execute("create table large (id bigint primary key, name text)");
        database.execute("insert into large (id) select g from generate_series(1, 30000) g");
        database.execute("analyze large");
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init();
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table large in share mode");

            CompletableFuture<RunEnd> end = Beside.supply(() -> kit.run(JobDefinitions.on("large")
                    .where("name is null")
                    .set("name", "'x'")
                    .definition()));
            Await.until(
                    "a wait for the lock",
                    () -> end.isDone()
                            || kit.waits().stream().anyMatch(why -> why.signal().equals("locked")));
            other.rollback();

            assertThat(end.get().how()).as(end.get().says()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(kit.waits()).extracting(Verdict.Reason::signal).contains("locked");
        }
    }
}
