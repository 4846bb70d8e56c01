package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Touch;
import io.steadfill.definition.Vendor;
import io.steadfill.definition.Work;
import io.steadfill.engine.PlannedWalk;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.RunPlan;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.Beside;
import io.steadfill.testing.TestDatabase;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
    void refusesAStatementThatTheServerDoesNotTakeBeforeAnyRowIsSetAside() {
        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "no_such_function(name)")
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.FAILED);
        assertThat(end.problem()).isEqualTo(Problem.EXPRESSION_REFUSED);
        assertThat(database.count("select count(*) from " + ours("quarantine"))).isZero();
    }

    @Test
    void refusesATransformOfTextsOverOtherColumnsBeforeAnythingIsWritten() {
        database.execute("alter table item add column size decimal(15,1), add column doc json, add column born date");
        database.execute("update item set size = 2079460958, doc = '{\"Name\": \"Jane\"}', born = '2001-02-03'");
        Map<String, Object> phone = Map.of("number", "size", "fixed-region", "GB");
        JobDefinitions job = JobDefinitions.on("item").where("clean is null");

        assertUnsupported(job.transform("clean", "e164", phone), "'size'", "(15,1)", "'e164' reads texts");
        assertUnsupported(
                job.transform("clean", "trim", Map.of("from", "born")), "'born'", "date", "'trim' reads texts");
        assertUnsupported(
                job.transform("size", "trim", Map.of("from", "name")), "'size'", "(15,1)", "'trim' gives texts");
        assertUnsupported(
                job.transform("born", "trim", Map.of("from", "name")), "'born'", "date", "'trim' gives texts");
        if (database.lane().vendor() != Vendor.MARIADB) {
            Map<String, Object> lower = Map.of("from", "doc", "to", "lower");
            assertUnsupported(job.transform("doc", "case", lower), "'doc'", "json", "'case' reads texts");
        }
        assertThat(database.count("select count(*) from " + ours("partition"))).isZero();

        RunEnd end =
                kit.run(job.transform("clean", "trim", Map.of("from", "id")).definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where clean = concat(id, '')"))
                .isEqualTo(5_000);
    }

    private void assertUnsupported(JobDefinitions job, String... words) {
        assertThatThrownBy(() -> kit.run(job.definition()))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.COLUMN_UNSUPPORTED))
                .hasMessageContainingAll(words);
        assertThatThrownBy(() -> kit.plan(job.definition())).hasMessageContainingAll(words);
    }

    @Test
    void restsWhileItProvesAsItDidWhileItWorked() {
        List<String> told = new CopyOnWriteArrayList<>();
        kit.listener(new ChunkListener() {
            @Override
            public void committed(ChunkCommitted event) {
                told.add("chunk");
            }

            @Override
            public void failed(ChunkFailed event) {
                told.add("failure");
            }

            @Override
            public void waiting(String runId, Verdict verdict, Duration nap) {
                verdict.reasons().forEach(why -> told.add(why.signal()));
            }
        });

        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "lower(trim(name))")
                .limits(new Limits(Duration.ofMillis(50), 1_000, 1 << 20, 50, 1, 0, Duration.ofSeconds(5), 3))
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(told.subList(told.lastIndexOf("chunk"), told.size())).contains("duty");
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

    @Test
    void holdsAfterExactlyAsManyRowsAsAPersonWantsToSeeFirst() {
        for (JobDefinitions kind : List.of(
                JobDefinitions.on("item").where("clean is null").set("clean", "lower(trim(name))"),
                JobDefinitions.on("item").where("clean is null").transform("clean", "trim", Map.of("from", "name")))) {
            database.execute("update item set clean = null");
            var job = kind.definition();
            String runId = "canary-" + job.work().getClass().getSimpleName();

            RunEnd held = kit.workers(2).canary(137).run(runId, job, 1, Map.of());

            assertThat(held.how()).as(held.says()).isEqualTo(RunEnd.How.HELD);
            assertThat(held.problem()).isEqualTo(Problem.CANARY_HELD);
            assertThat(database.count("select count(*) from item where clean is not null"))
                    .isEqualTo(137);
            assertThat(kit.run(runId, job, 2, Map.of()).problem()).isEqualTo(Problem.CANARY_HELD);
            RunEnd gone = kit.canary(0).run(runId, job, 3, Map.of());
            assertThat(gone.how()).as(gone.says()).isEqualTo(RunEnd.How.COMPLETED);
        }
    }

    @Test
    void theFirstRowsToLookAtAreOnesThatWereNotDoneBefore() {
        database.execute("update item set clean = 'before' where id <= 3000");
        long left = database.count("select count(*) from item where clean is null");
        var job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "'now'")
                .definition();

        RunEnd held = kit.workers(2).canary(137).run("canary-night", job, 1, Map.of());

        assertThat(held.problem()).as(held.says()).isEqualTo(Problem.CANARY_HELD);
        assertThat(held.says()).contains("the first 137 rows are done");
        assertThat(database.count("select count(*) from item where clean = 'now'"))
                .isEqualTo(137);
        assertThat(kit.canary(0).run("canary-night", job, 2, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where clean = 'now'"))
                .isEqualTo(left);
    }

    @Test
    void movesRowsIntoTheArchiveInTheirOwnTransaction() {
        database.execute("create table old_item (id bigint primary key, name varchar(100), clean varchar(100), "
                + "price numeric(12,2) not null)");

        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("id > 100")
                .work(new Work.ArchiveRows(TableName.of("old_item")))
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item")).isEqualTo(35);
        assertThat(database.count("select count(*) from old_item where id > 100"))
                .isEqualTo(4_965);
    }

    @Test
    void copiesRowsAndComparesBothSides() {
        database.execute("create table new_item (id bigint primary key, name varchar(100), label varchar(200))");

        RunEnd end = kit.run(JobDefinitions.on("item")
                .work(new Work.CopyRows(
                        TableName.of("new_item"),
                        Map.of(new Identifier("label"), SqlText.of("concat(item.name, '!')"))))
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from new_item n join item i on i.id = n.id "
                        + "where n.label = concat(i.name, '!') and n.name = i.name"))
                .isEqualTo(5_000);
    }

    @Test
    void normalisesInPlaceWhereNoPredicateSaysWhatIsNormal() {
        RunEnd end = kit.run(JobDefinitions.on("item")
                .fixpoint()
                .transform("name", "trim", Map.of("from", "name"))
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where name like ' %'"))
                .isZero();
        assertThat(end.counts().changed()).isEqualTo(5_000);
    }

    @Test
    void walksOnlyWhatIsLeftByTheIndexThatTheJobNames() {
        database.execute(
                switch (database.lane().vendor()) {
                    case POSTGRESQL -> "create index todo on item (id) where clean is null";
                    case MYSQL, MARIADB -> "create index todo on item (clean, id)";
                });
        database.execute("update item set clean = lower(trim(name)) where id > 100");

        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "lower(trim(name))")
                .via("todo")
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(end.counts().walked()).isEqualTo(35);
        assertThat(database.count("select count(*) from item where clean is null"))
                .isZero();
    }

    @Test
    void aPlanSaysOfASmallTableWhatARunDoesAlsoWhereTheJobNamesAnIndex() {
        database.execute("create index todo on item (clean, id)", "delete from item where id > 20");
        database.execute(
                switch (database.lane().vendor()) {
                    case POSTGRESQL -> "vacuum analyze item";
                    case MYSQL, MARIADB -> "analyze table item";
                });
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null or length(clean) = 0")
                .set("clean", "lower(trim(name))")
                .via("todo")
                .definition();

        assertThat(kit.plan(job).walk()).isIn(PlannedWalk.Way.BY_INDEX, PlannedWalk.Way.WHOLE_TABLE);
        RunEnd end = kit.run(job);

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
    }

    @Test
    void holdsWhereTheIndexThatTheJobNamesIsGone() {
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "lower(trim(name))")
                .via("todo")
                .definition();
        RunPlan plan = kit.plan(job);

        RunEnd end = kit.run("gone", job, 1, Map.of());

        assertThat(plan.walk()).isEqualTo(PlannedWalk.Way.INDEX_MISSING);
        assertThat(plan.warnings()).anySatisfy(says -> assertThat(says).contains("'todo'", "via"));
        assertThat(end.how()).isEqualTo(RunEnd.How.HELD);
        assertThat(end.says()).contains("todo");
        assertThat(database.count("select count(*) from item where clean is not null"))
                .isZero();

        kit.say(Gate.Word.CANCEL);
        assertThat(kit.run("gone", job, 2, Map.of()).how()).isEqualTo(RunEnd.How.CANCELLED);
        assertThat(database.count("select count(*) from " + ours("claim"))).isZero();
    }

    @Test
    void asksWhatBecomesOfAColumnThatOthersWatch() {
        database.execute("alter table item add column version integer not null default 7");
        JobDefinitions job = JobDefinitions.on("item").where("clean is null").set("clean", "lower(trim(name))");

        assertThatThrownBy(() -> kit.run(job.definition())).hasMessageContaining("touch: keep");
        RunEnd end = kit.run(job.touch(Touch.BUMP).definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where version = 8"))
                .isEqualTo(5_000);
    }

    @Test
    void triesQuarantinedRowsAgainWhenTheRunIsResumed() {
        database.execute("alter table item add constraint no_42 check (clean is null or clean <> 'name 42')");
        var job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "lower(trim(name))")
                .definition();
        RunEnd first = kit.run("again", job, 1, Map.of());
        database.execute("alter table item drop constraint no_42");

        RunEnd second = kit.run("again", job, 2, Map.of());

        assertThat(first.how()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(second.how()).as(second.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(second.counts().changed()).isEqualTo(5_000);
        assertThat(second.counts().quarantined()).isZero();
    }

    @Test
    void letsAPersonWaiveARowWithTheJobsRemedy() {
        database.execute("alter table item add constraint no_42 check (clean is null or clean <> 'name 42')");
        var job = JobDefinitions.on("item")
                .where("name is not null and clean is null")
                .set("clean", "lower(trim(name))")
                .onWaive("name", "null")
                .definition();
        RunEnd first = kit.run("waived", job, 1, Map.of());

        var desk = kit.desk("waived", job);
        var open = desk.open();
        desk.waive(open, desk.hashes(open), "ann", "nobody knows that name");
        int waived = open.size();
        RunEnd second = kit.run("waived", job, 2, Map.of());

        assertThat(first.how()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(waived).isOne();
        assertThat(second.how()).as(second.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where name is null"))
                .isOne();
        assertThat(database.value(String.class, "select before_image from " + ours("waiver")))
                .contains("Name 42");
    }

    @Test
    void refusesATargetOfAnotherControl() {
        database.execute("update " + ours("meta") + " set value = 'somebody-else' where name = 'control'");

        assertThatThrownBy(() -> kit.run(JobDefinitions.on("item")
                        .where("clean is null")
                        .set("clean", "name")
                        .definition()))
                .hasMessageContaining("somebody-else");
        assertThat(database.count("select count(*) from item where clean is not null"))
                .isZero();
    }

    @Test
    void waitsForALockedRowThatHasOnlyOneTime() throws Exception {
        RunEnd end = runBesideALock(
                JobDefinitions.on("item").once().set("price", "price * 2").definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where price = 2")).isEqualTo(5_000);
    }

    @Test
    void waitsForALockedRowThatNoSweepWouldFindAgain() throws Exception {
        RunEnd end = runBesideALock(JobDefinitions.on("item")
                .fixpoint()
                .transform("clean", "trim", Map.of("from", "name"))
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where clean = trim(name)"))
                .isEqualTo(5_000);
    }

    @Test
    void waitsForALockedRowThatIsToBeCopied() throws Exception {
        database.execute("create table copied (id bigint primary key, name varchar(100))");

        RunEnd end = runBesideALock(JobDefinitions.on("item")
                .work(new Work.CopyRows(TableName.of("copied"), Map.of()))
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from copied")).isEqualTo(5_000);
        assertThat(database.value(String.class, "select name from copied where id = 14993"))
                .isEqualTo("locked");
    }

    /** Lets go of the row when the run has lost to its lock often enough to pass over it, or has ended without it. */
    private RunEnd runBesideALock(JobDefinition job) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            kit.say(Gate.Word.PAUSE);
            kit.run("locked", job, 1, Map.of());
            statement.executeUpdate("update item set name = 'locked' where id = 14993");
            kit.say(Gate.Word.GO);
            CompletableFuture<RunEnd> running = Beside.supply(() -> kit.run("locked", job, 2, Map.of()));
            await(() -> kit.failures().size() > 3 || running.isDone());
            connection.commit();
            return running.get();
        }
    }

    /** Two keys, by which the rows come in opposite orders; the first is walked. */
    private JobDefinition twoKeys() {
        database.execute(
                "create table acct (no bigint not null, id bigint not null, fee numeric(12,2) not null)",
                "create unique index a_no on acct (no)",
                "create unique index b_id on acct (id)",
                "insert into acct select (id + 7) / 3, 5001 - (id + 7) / 3, 1 from item");
        return JobDefinitions.on("acct")
                .once()
                .set("fee", "fee * 2")
                .limits(SMALL_CHUNKS)
                .definition();
    }

    private RunEnd runUntilItIsPaused(String run, JobDefinition job) {
        AtomicBoolean paused = new AtomicBoolean();
        kit.listener(new ChunkListener() {
            @Override
            public void committed(ChunkCommitted event) {
                if (!paused.getAndSet(true)) {
                    kit.say(Gate.Word.PAUSE);
                }
            }

            @Override
            public void failed(ChunkFailed event) {}

            @Override
            public void waiting(String runId, Verdict verdict, Duration nap) {}
        });
        RunEnd end = kit.run(run, job, 1, Map.of());
        kit.say(Gate.Word.GO);
        return end;
    }

    @Test
    void walksOnByTheKeyThatItBeganWith() {
        JobDefinition job = twoKeys();
        assertThat(runUntilItIsPaused("keyed", job).how()).isEqualTo(RunEnd.How.PAUSED);
        assertThat(database.count("select count(*) from acct where fee = 2")).isBetween(1L, 4_999L);
        database.execute("alter table acct add primary key (id)");

        RunEnd end = kit.run("keyed", job, 2, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from acct where fee = 2")).isEqualTo(5_000);
    }

    @Test
    void holdsUntilTheKeyThatItBeganWithIsThereAgain() {
        JobDefinition job = twoKeys();
        assertThat(runUntilItIsPaused("keyed", job).how()).isEqualTo(RunEnd.How.PAUSED);
        long done = database.count("select count(*) from acct where fee = 2");
        database.execute("drop index a_no" + (database.lane().vendor() == Vendor.POSTGRESQL ? "" : " on acct"));

        RunEnd held = kit.run("keyed", job, 2, Map.of());

        assertThat(held.how()).as(held.says()).isEqualTo(RunEnd.How.HELD);
        assertThat(held.problem()).isEqualTo(Problem.KEYSET_NOT_INDEXED);
        assertThat(held.says()).contains("(no)", "make it again");
        assertThat(database.count("select count(*) from acct where fee = 2")).isEqualTo(done);
        database.execute("create unique index again on acct (no)");
        RunEnd end = kit.run("keyed", job, 3, Map.of());
        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from acct where fee = 2")).isEqualTo(5_000);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(2_000_000);
        }
    }
}
