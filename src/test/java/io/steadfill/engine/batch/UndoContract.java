package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.chunk.Gate;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import io.steadfill.definition.Work;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run changed is put back, but for what somebody else changed since; on every vendor. */
abstract class UndoContract {

    private static final int ROWS = 1_000;
    private static final Limits SMALL_CHUNKS =
            new Limits(Duration.ofMillis(50), 90, 1 << 20, 100, 1, 0.5, Duration.ofSeconds(5), 3);

    private TestDatabase database;
    private EngineKit kit;

    @BeforeEach
    void prepare(TestDatabase empty) {
        database = empty;
        kit = new EngineKit(empty.url(), empty.url()).init();
        database.execute("create table item (id bigint primary key, name varchar(100), code varchar(100) unique,"
                + " price numeric(12,2), day date, seen timestamp(6) null)");
        StringBuilder values = new StringBuilder();
        for (int i = 1; i <= ROWS; i++) {
            values.append(i == 1 ? "" : ", ")
                    .append("(%d, ' Zoë ~ \" ''%d''', %s, %d.50, '2024-02-29', '2026-01-02 03:04:05.123456')"
                            .formatted(i, i, i % 3 == 0 ? "null" : "'c" + i + "'", i));
        }
        database.execute("insert into item (id, name, code, price, day, seen) values " + values);
        database.execute("create table shadow as select * from item");
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private String ours(String table) {
        return kit.target().dialect().ours(table);
    }

    /** How many rows are not as they were at first. */
    private long different() {
        return database.count("select count(*) from shadow s left join item i on i.id = s.id and i.name = s.name"
                + " and coalesce(i.code, '-') = coalesce(s.code, '-') and i.price = s.price and i.day = s.day"
                + " and i.seen = s.seen where i.id is null");
    }

    private static JobDefinition overwriting() {
        return JobDefinitions.on("item")
                .where("price > 0")
                .set("name", "'x'")
                .set("code", "null")
                .set("price", "0 - price")
                .set("day", "null")
                .set("seen", "null")
                .limits(SMALL_CHUNKS)
                .undo()
                .definition();
    }

    @Test
    void everyValueIsAsItWasButForRowsThatSomebodyChangedSince() {
        assertThat(kit.run("a", overwriting(), 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(different()).isEqualTo(ROWS);
        database.execute("update item set name = 'by the application' where id = 7");
        database.execute("delete from item where id = 8");

        RunEnd end = kit.undo("a", overwriting(), 2);

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(end.says()).isEqualTo("998 rows put back; 2 rows changed or removed since and left alone");
        assertThat(different()).isEqualTo(2);
        assertThat(database.value(String.class, "select name from item where id = 7"))
                .isEqualTo("by the application");
        assertThat(database.count("select count(*) from " + ours("before_image")))
                .isZero();
        assertThat(database.count("select count(*) from " + ours("claim"))).isZero();
    }

    @Test
    void transformedRowsAreAsTheyWere() {
        JobDefinition trims = JobDefinitions.on("item")
                .where("name like ' %'")
                .transform("name", "trim", Map.of("from", "name"))
                .limits(SMALL_CHUNKS)
                .undo()
                .definition();
        assertThat(kit.run("a", trims, 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where name like ' %'"))
                .isZero();

        assertThat(kit.undo("a", trims, 2).how()).isEqualTo(RunEnd.How.UNDONE);

        assertThat(different()).isZero();
    }

    @Test
    void deletedRowsComeBackButForThoseThatSomebodyMadeAnew() {
        JobDefinition job = JobDefinitions.on("item")
                .where("id > 500")
                .work(new Work.DeleteRows())
                .limits(SMALL_CHUNKS)
                .undo()
                .definition();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        database.execute("insert into item (id, name) values (600, 'by the application')");

        RunEnd end = kit.undo("a", job, 2);

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(end.counts().changed()).isEqualTo(499);
        assertThat(different()).isEqualTo(1);
        assertThat(database.value(String.class, "select name from item where id = 600"))
                .isEqualTo("by the application");
    }

    @Test
    void archivedRowsAreMovedBackButForThoseThatSomebodyChangedThere() {
        database.execute("create table old_item (id bigint primary key, name varchar(100), code varchar(100),"
                + " price numeric(12,2), day date, seen timestamp(6) null)");
        JobDefinition job = JobDefinitions.on("item")
                .where("id > 500")
                .work(new Work.ArchiveRows(new TableName(null, new Identifier("old_item"))))
                .limits(SMALL_CHUNKS)
                .undo()
                .definition();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        database.execute("update old_item set name = 'corrected' where id = 600");
        database.execute("insert into item (id, name) values (601, 'by the application')");

        RunEnd end = kit.undo("a", job, 2);

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(end.counts().changed()).isEqualTo(498);
        assertThat(database.column(Long.class, "select id from old_item order by id"))
                .containsExactly(600L, 601L);
        assertThat(different()).isEqualTo(2);
    }

    @Test
    void workThatIsOnceMayBeDoneAgainWhenItIsUndone() {
        JobDefinition job = JobDefinitions.on("item")
                .once()
                .set("price", "price * 2")
                .limits(SMALL_CHUNKS)
                .undo()
                .definition();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(kit.run("b", job, 1, Map.of()).problem()).isEqualTo(Problem.ALREADY_DONE);

        assertThat(kit.undo("a", job, 2).how()).isEqualTo(RunEnd.How.UNDONE);

        assertThat(different()).isZero();
        assertThat(kit.run("c", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count(
                        "select count(*) from item i join shadow s on s.id = i.id where i.price = 2 * s.price"))
                .isEqualTo(ROWS);
    }

    @Test
    void aRowThatTheServerRefusesKeepsItsOldValueUntilItCanBePutBack() {
        assertThat(kit.run("a", overwriting(), 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        database.execute("insert into item (id, code) values (5000, 'c700')");

        RunEnd end = kit.undo("a", overwriting(), 2);

        assertThat(end.how()).isEqualTo(RunEnd.How.FAILED);
        assertThat(end.problem()).isEqualTo(Problem.UNDO_INCOMPLETE);
        assertThat(end.says()).startsWith("1 row could not be put back, such as row 700: ");
        assertThat(different()).isEqualTo(1);
        assertThat(database.count("select sum(row_count) from " + ours("before_image")))
                .isEqualTo(1);

        database.execute("delete from item where id = 5000");
        assertThat(kit.undo("a", overwriting(), 3).how()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(different()).isZero();
    }

    @Test
    void oneThatWasStoppedGoesOn() {
        assertThat(kit.run("a", overwriting(), 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        kit.say(Gate.Word.STOP);
        assertThat(kit.undo("a", overwriting(), 2).how()).isEqualTo(RunEnd.How.INTERRUPTED);
        assertThat(database.count("select count(*) from " + ours("claim"))).isEqualTo(1);
        kit.say(Gate.Word.GO);

        assertThat(kit.undo("a", overwriting(), 3).how()).isEqualTo(RunEnd.How.UNDONE);

        assertThat(different()).isZero();
    }

    @Test
    void rowsThatWereTriedAgainKeepTheirOldValuesToo() {
        database.execute("alter table item add constraint no_42 check (name <> 'x' or id not in (42, 43, 44))");
        RunEnd first = kit.run("a", overwriting(), 1, Map.of());
        assertThat(first.how()).as(first.says()).isEqualTo(RunEnd.How.QUARANTINED);
        database.execute("alter table item drop constraint no_42");

        RunEnd again = kit.run("a", overwriting(), 2, Map.of());
        assertThat(again.how()).as(again.says()).isEqualTo(RunEnd.How.COMPLETED);

        assertThat(kit.undo("a", overwriting(), 3).how()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(different()).isZero();
        assertThat(database.count("select count(*) from " + ours("before_image")))
                .isZero();
    }

    @Test
    void aRowThatWasTriedInVainDoesNotKeepOthersFromBeingTriedAgain() {
        database.execute("update item set code = null, name = case when id in (42, 43) then 'unknown' else 'a' end");
        database.execute("drop table shadow", "create table shadow as select * from item");
        JobDefinition job = JobDefinitions.on("item")
                .where("code is null and id > 0")
                .transform(
                        "code",
                        "lookup",
                        Map.of("from", "name", "values", Map.of("a", "A", "b", "B"), "missing", "to-null"))
                .limits(SMALL_CHUNKS)
                .undo()
                .definition();
        database.execute("alter table item drop " + (isPostgres() ? "constraint item_code_key" : "index code"));
        RunEnd first = kit.run("a", job, 1, Map.of());
        assertThat(first.how()).as(first.says()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(first.counts().quarantined()).isEqualTo(2);
        RunEnd inVain = kit.run("a", job, 2, Map.of());
        assertThat(inVain.how()).as(inVain.says()).isEqualTo(RunEnd.How.QUARANTINED);
        database.execute("update item set name = 'b' where id = 43");

        RunEnd again = kit.run("a", job, 3, Map.of());

        assertThat(again.how()).as(again.says()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(again.counts().quarantined()).isOne();
        assertThat(database.column(String.class, "select reason from " + ours("quarantine")))
                .containsOnly("no-effect");
        assertThat(database.value(String.class, "select code from item where id = 43"))
                .isEqualTo("B");
        RunEnd undone = kit.undo("a", job, 4);
        assertThat(undone.how()).as(undone.says()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(database.count("select count(*) from item where code is not null"))
                .isZero();
        assertThat(different()).isOne();
        assertThat(database.count("select count(*) from " + ours("before_image")))
                .isZero();
    }

    /** A run that was keyed by the first of two keys, and a primary key over the other one since. */
    private JobDefinition runThatAnotherKeyCameAfter() {
        database.execute(
                "create table acct (no bigint not null, id bigint not null, fee numeric(12,2) not null)",
                "create unique index a_no on acct (no)",
                "create unique index b_id on acct (id)",
                "insert into acct select id, 1001 - id, id from item");
        JobDefinition job = JobDefinitions.on("acct")
                .where("fee > 0")
                .set("fee", "0")
                .limits(SMALL_CHUNKS)
                .undo()
                .definition();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
        database.execute("alter table acct add primary key (id)");
        return job;
    }

    @Test
    void rowsArePutBackByTheKeyThatTheRunWalked() {
        JobDefinition job = runThatAnotherKeyCameAfter();

        RunEnd end = kit.undo("a", job, 2);

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(database.count("select count(*) from acct where fee = no")).isEqualTo(ROWS);
    }

    @Test
    void noRowIsPutBackByAnotherKeyThanItsOldValueIsKeptBy() {
        JobDefinition job = runThatAnotherKeyCameAfter();
        database.execute("delete from " + ours("meta") + " where name like 'key of run %'");

        assertThatThrownBy(() -> kit.undo("a", job, 2)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem()).isEqualTo(Problem.RUN_NOT_UNDOABLE);
            assertThat(refused.detail()).contains("(no)", "(id)");
        });

        assertThat(database.count("select count(*) from acct where fee = 0")).isEqualTo(ROWS);
        assertThat(database.count("select sum(row_count) from " + ours("before_image")))
                .isEqualTo(ROWS);
        assertThat(database.count("select count(*) from " + ours("claim"))).isZero();
    }

    @Test
    void rowsAreMovedBackFromAnArchiveWhoseColumnsAreWider() {
        database.execute(
                "create table slip (no numeric(6,1) primary key, price numeric(12,2), seen timestamp(3) null, clock time(1))",
                "insert into slip values (1.5, 1.50, '2026-01-02 03:04:05.120', '03:04:05.5'), (2.0, null, null, null),"
                        + " (3.5, 100.00, '2026-01-02 03:04:05', '03:04:00'), (4.5, 3.00, null, null)",
                "create table old_slip (no numeric(9,3) primary key, price numeric(14,4), seen timestamp(6) null, clock time(6))");
        JobDefinition job = JobDefinitions.on("slip")
                .where("no > 0")
                .work(new Work.ArchiveRows(new TableName(null, new Identifier("old_slip"))))
                .undo()
                .definition();
        RunEnd moved = kit.run("a", job, 1, Map.of());
        assertThat(moved.how()).as(moved.says()).isEqualTo(RunEnd.How.COMPLETED);
        database.execute("update old_slip set price = 3.0001 where no = 4.5");

        RunEnd end = kit.undo("a", job, 2);

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(end.counts().changed()).isEqualTo(3);
        assertThat(database.column(String.class, "select price from old_slip")).containsExactly("3.0001");
        assertThat(database.column(String.class, "select price from slip order by no"))
                .containsExactly("1.50", null, "100.00");
    }

    private boolean isPostgres() {
        return database.lane().vendor() == Vendor.POSTGRESQL;
    }
}
