package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import io.steadfill.engine.RunEnd;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnServer(Lane.POSTGRESQL)
class PostgresUndoIT extends UndoContract {

    @Test
    void rowsThatATriggerKeepsAsTheyAreAreSetAsideAndTheOthersArePutBack(TestDatabase database) {
        database.execute(
                "create table kept (id bigint primary key, name text)",
                "insert into kept select g, ' x ' from generate_series(1, 100) g",
                PostgresEngineIT.KEEPS_EVERY_TENTH,
                "create trigger keeps before update on kept for each row execute function keeps()");
        JobDefinition job = JobDefinitions.on("kept")
                .where("name like ' %'")
                .transform("name", "trim", Map.of("from", "name"))
                .undo()
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            RunEnd end = kit.run("a", job, 1, Map.of());

            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.QUARANTINED);
            assertThat(database.count("select count(*) from kept where name = 'x'"))
                    .isEqualTo(90);
            assertThat(database.column(String.class, "select reason from steadfill.quarantine"))
                    .hasSize(10)
                    .containsOnly("no-effect");
            RunEnd undone = kit.undo("a", job, 2);
            assertThat(undone.how()).as(undone.says()).isEqualTo(RunEnd.How.UNDONE);
            assertThat(database.count("select count(*) from kept where name = ' x '"))
                    .isEqualTo(100);
        }
    }

    @Test
    void floatsAreMovedBackFromAnArchiveThatHasThemAsDoubles(TestDatabase database) {
        database.execute(
                "create table gauge (id bigint primary key, level real)",
                "insert into gauge values (1, 1.1), (2, 'NaN'), (3, null), (4, '-Infinity'), (5, 2.2)",
                "create table old_gauge (id bigint primary key, level double precision)");
        JobDefinition job = JobDefinitions.on("gauge")
                .where("id > 0")
                .work(new Work.ArchiveRows(TableName.of("old_gauge")))
                .undo()
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            RunEnd end = kit.run("a", job, 1, Map.of());
            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
            database.execute("update old_gauge set level = 2.2 where id = 5");

            RunEnd undone = kit.undo("a", job, 2);

            assertThat(undone.how()).as(undone.says()).isEqualTo(RunEnd.How.UNDONE);
        }
        assertThat(database.column(Long.class, "select id from gauge order by id"))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(database.count("select count(*) from gauge where level = real '1.1'"))
                .isOne();
    }
}
