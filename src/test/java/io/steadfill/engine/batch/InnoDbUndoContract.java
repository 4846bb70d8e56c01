package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import io.steadfill.engine.RunEnd;
import io.steadfill.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a table numbers its rows itself, the server takes a 0 that is inserted for the wish for a new number. */
abstract class InnoDbUndoContract extends UndoContract {

    private static final Integer[] KEYS = {0, 1, 5, 9};

    private static void fill(TestDatabase database) {
        database.execute(
                "create table numbered (id bigint not null auto_increment primary key, name varchar(20))",
                "insert into numbered (id, name) values (1, 'one'), (5, 'five'), (9, 'nine'), (10, 'zero')",
                "update numbered set id = 0 where id = 10",
                "create table old like numbered");
    }

    private static Iterable<Integer> keys(TestDatabase database, String table) {
        return database.column(Integer.class, "select id from " + table + " order by id");
    }

    private static void runAndUndo(TestDatabase database, JobDefinition job, Runnable between) {
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            RunEnd end = kit.run("a", job, 1, Map.of());
            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
            between.run();
            RunEnd undone = kit.undo("a", job, 2);
            assertThat(undone.how()).as(undone.says()).isEqualTo(RunEnd.How.UNDONE);
        }
    }

    @Test
    void aKeyOfZeroStaysZeroInTheArchiveAndOnItsWayBack(TestDatabase database) {
        fill(database);
        JobDefinition job = JobDefinitions.on("numbered")
                .where("id < 9")
                .work(new Work.ArchiveRows(TableName.of("old")))
                .undo()
                .definition();
        runAndUndo(database, job, () -> assertThat(keys(database, "old")).containsExactly(0, 1, 5));
        assertThat(keys(database, "numbered")).containsExactly(KEYS);
        assertThat(keys(database, "old")).isEmpty();
        assertThat(database.value(String.class, "select name from numbered where id = 0"))
                .isEqualTo("zero");
    }

    @Test
    void aDeletedKeyOfZeroComesBackAsZero(TestDatabase database) {
        fill(database);
        JobDefinition job = JobDefinitions.on("numbered")
                .where("id < 9")
                .work(new Work.DeleteRows())
                .undo()
                .definition();
        runAndUndo(database, job, () -> {});

        assertThat(keys(database, "numbered")).containsExactly(KEYS);
    }

    @Test
    void aCopyKeepsAKeyOfZero(TestDatabase database) {
        fill(database);
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            RunEnd end = kit.run(JobDefinitions.on("numbered")
                    .work(new Work.CopyRows(TableName.of("old"), Map.of()))
                    .definition());

            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        }
        assertThat(keys(database, "old")).containsExactly(KEYS);
    }

    private static final String SHAPES =
            "select group_concat(hex(at) order by id) from %s where st_length(line) > 0 or line is null";

    private static void fillShapes(TestDatabase database) {
        database.execute(
                "create table place (id bigint primary key, at point not null, line geometry null)",
                "insert into place values (1, point(10.25, 20), null),"
                        + " (2, point(-1e300, 0.1), st_geomfromtext('linestring(0 0, 1 1.1)')), (3, point(0, 0), null)",
                "create table shadow_place as select * from place",
                "create table old_place like place");
    }

    @Test
    void shapesOnTheMapAreProvedInTheArchiveAndComeBackAsTheyWere(TestDatabase database) {
        fillShapes(database);
        JobDefinition job = JobDefinitions.on("place")
                .where("id < 3")
                .work(new Work.ArchiveRows(TableName.of("old_place")))
                .undo()
                .definition();
        runAndUndo(
                database,
                job,
                () -> assertThat(database.count("select count(*) from old_place"))
                        .isEqualTo(2));
        assertThat(database.value(String.class, SHAPES.formatted("place")))
                .isEqualTo(database.value(String.class, SHAPES.formatted("shadow_place")));
    }

    @Test
    void aShapeThatWasOverwrittenIsPutBack(TestDatabase database) {
        fillShapes(database);
        JobDefinition job = JobDefinitions.on("place")
                .where("st_x(at) <> 5")
                .set("at", "point(5, 5)")
                .set("line", "null")
                .undo()
                .definition();
        runAndUndo(database, job, () -> {});

        assertThat(database.value(String.class, SHAPES.formatted("place")))
                .isEqualTo(database.value(String.class, SHAPES.formatted("shadow_place")));
    }

    @Test
    void deletedBytesComeBackAsTheyWere(TestDatabase database) {
        database.execute(
                "create table paper (id bigint primary key, seal varbinary(40) not null, page longblob, code binary(4))",
                "insert into paper values (1, x'00ff27', repeat(x'00e9', 70000), x'01000000'), (2, '', null, null)",
                "create table shadow_paper as select * from paper");
        JobDefinition job = JobDefinitions.on("paper")
                .where("id > 0")
                .work(new Work.DeleteRows())
                .undo()
                .definition();
        runAndUndo(database, job, () -> {});

        assertThat(database.count("select count(*) from paper p join shadow_paper s using (id)"
                        + " where p.seal = s.seal and p.page <=> s.page and p.code <=> s.code"))
                .isEqualTo(2);
    }
}
