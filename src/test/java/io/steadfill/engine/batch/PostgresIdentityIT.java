package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import io.steadfill.engine.RunEnd;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A number that only the server gives out is still a value of the row: it goes where the row goes. */
@OnServer(Lane.POSTGRESQL)
class PostgresIdentityIT {

    private static final String ALL = "select string_agg(id || ':' || name || ':' || twice, ' ' order by id) from ";

    private TestDatabase database;
    private EngineKit kit;
    private String before;

    /** Keys with holes, which a number given anew would close; and a column that really is generated. */
    @BeforeEach
    void prepare(TestDatabase empty) {
        database = empty;
        kit = new EngineKit(empty.url(), empty.url()).init();
        database.execute(
                "create table item (id bigint generated always as identity primary key, name text not null,"
                        + " twice text generated always as (name || name) stored)",
                "insert into item (name) select 'n' || g from generate_series(1, 300) g",
                "delete from item where id % 7 = 0",
                "create table old (like item including all)");
        before = all("item");
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private String all(String table) {
        return String.valueOf(database.value(String.class, ALL + table));
    }

    @Test
    void archivedRowsKeepTheirNumbersThereAndOnTheirWayBack() {
        JobDefinition job = JobDefinitions.on("item")
                .where("id > 100")
                .work(new Work.ArchiveRows(TableName.of("old")))
                .undo()
                .definition();
        String moved = all("item where id > 100");

        RunEnd end = kit.run("a", job, 1, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(all("old")).isEqualTo(moved);
        RunEnd undone = kit.undo("a", job, 2);
        assertThat(undone.how()).as(undone.says()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(all("item")).isEqualTo(before);
        assertThat(database.count("select count(*) from old")).isZero();
    }

    @Test
    void deletedRowsComeBackUnderTheirNumbers() {
        JobDefinition job = JobDefinitions.on("item")
                .where("id > 100")
                .work(new Work.DeleteRows())
                .undo()
                .definition();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.COMPLETED);

        RunEnd undone = kit.undo("a", job, 2);

        assertThat(undone.how()).as(undone.says()).isEqualTo(RunEnd.How.UNDONE);
        assertThat(all("item")).isEqualTo(before);
    }

    @Test
    void aCopyHasTheNumbersOfItsRowsAndProvesIt() {
        RunEnd end = kit.run(JobDefinitions.on("item")
                .work(new Work.CopyRows(TableName.of("old"), Map.of()))
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(all("old")).isEqualTo(before);
    }

    @Test
    void aJobThatSetsSuchANumberIsRefusedBeforeAnyRowIsSetAside() {
        database.execute(
                "create table ticket (id bigint primary key, name text, no bigint generated always as identity)",
                "insert into ticket (id, name) select g, g from generate_series(1, 50) g");
        JobDefinitions job = JobDefinitions.on("ticket").where("no < 100");

        assertThatThrownBy(() -> kit.run(job.set("no", "no + 100").definition()))
                .hasMessageContaining("'no'")
                .hasMessageContaining("lets nobody change");
        assertThatThrownBy(() -> kit.run(
                        job.transform("no", "trim", Map.of("from", "name")).definition()))
                .hasMessageContaining("'no'")
                .hasMessageContaining("lets nobody change");
        assertThat(database.count("select count(*) from steadfill.quarantine")).isZero();
        assertThat(database.count("select count(*) from ticket where no > 50")).isZero();
    }

    @Test
    void nobodyIsAskedWhatBecomesOfANumberThatNoJobCanChange() {
        database.execute(
                "create table ticket (id bigint primary key, name text, version bigint generated always as identity)",
                "insert into ticket (id) select g from generate_series(1, 50) g");

        RunEnd end = kit.run(JobDefinitions.on("ticket")
                .where("name is null")
                .set("name", "'x'")
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
    }
}
