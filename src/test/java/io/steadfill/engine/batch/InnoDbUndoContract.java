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

    @Test
    void aKeyOfZeroStaysZeroInTheArchiveAndOnItsWayBack(TestDatabase database) {
        fill(database);
        JobDefinition job = JobDefinitions.on("numbered")
                .where("id < 9")
                .work(new Work.ArchiveRows(TableName.of("old")))
                .undo()
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            RunEnd end = kit.run("a", job, 1, Map.of());
            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(keys(database, "old")).containsExactly(0, 1, 5);

            RunEnd undone = kit.undo("a", job, 2);

            assertThat(undone.how()).as(undone.says()).isEqualTo(RunEnd.How.UNDONE);
            assertThat(keys(database, "numbered")).containsExactly(KEYS);
            assertThat(keys(database, "old")).isEmpty();
            assertThat(database.value(String.class, "select name from numbered where id = 0"))
                    .isEqualTo("zero");
        }
    }

    @Test
    void aDeletedKeyOfZeroComesBackAsZero(TestDatabase database) {
        fill(database);
        JobDefinition job = JobDefinitions.on("numbered")
                .where("id < 9")
                .work(new Work.DeleteRows())
                .undo()
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(kit.undo("a", job, 2).how()).isEqualTo(RunEnd.How.UNDONE);
        }

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
}
