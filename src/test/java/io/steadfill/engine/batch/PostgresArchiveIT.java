package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.SqlText;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an archive cannot take stays where it is. */
@OnServer(Lane.POSTGRESQL)
class PostgresArchiveIT {

    private TestDatabase database;
    private EngineKit kit;

    @BeforeEach
    void prepare(TestDatabase empty) {
        database = empty;
        kit = new EngineKit(empty.url(), empty.url()).init();
        database.execute(
                "create table item (id bigint primary key, price numeric(12, 4))",
                "insert into item select g, g + 0.2345 from generate_series(1, 20) g");
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private static JobDefinition job() {
        return JobDefinitions.on("item")
                .where("id > 10")
                .work(new Work.ArchiveRows(new TableName(null, new Identifier("old_item"))))
                .definition();
    }

    @Test
    void anArchiveThatWouldRoundIsRefusedBeforeARowIsMoved() {
        database.execute("create table old_item (id bigint primary key, price numeric(12, 2))");

        assertThatThrownBy(() -> kit.run("rounded", job(), 1, Map.of()))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.COLUMN_UNSUPPORTED);
                    assertThat(refused.detail()).contains("numeric(12,4)", "numeric(12,2)");
                });

        assertThat(database.count("select count(*) from item")).isEqualTo(20);
    }

    @Test
    void anArchiveThatWouldCutBlanksIsRefusedBeforeARowIsMoved() {
        database.execute(
                "create table note (id bigint primary key, words text)",
                "insert into note select g, 'ab   ' from generate_series(1, 20) g");
        for (String type : new String[] {"char(5)", "varchar(3)", "name"}) {
            database.execute(
                    "drop table if exists old_note",
                    "create table old_note (id bigint primary key, words " + type + ")");
            JobDefinition job = JobDefinitions.on("note")
                    .where("id > 10")
                    .work(new Work.ArchiveRows(new TableName(null, new Identifier("old_note"))))
                    .definition();

            assertThatThrownBy(() -> kit.run(job))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.problem()).isEqualTo(Problem.COLUMN_UNSUPPORTED));

            assertThat(database.count("select count(*) from note")).isEqualTo(20);
        }
    }

    @Test
    void aRowThatATriggerKeepsOutOfTheArchiveIsSetAsideAndStays() {
        database.execute(
                "create table old_item (like item including all)",
                "create function keep_out() returns trigger language plpgsql as $$ begin"
                        + " if new.id = 15 then return null; end if; return new; end $$",
                "create trigger keeping_out before insert on old_item for each row execute function keep_out()");

        RunEnd end = kit.run("kept", job(), 1, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(database.count("select count(*) from old_item")).isEqualTo(9);
        assertThat(database.column(Long.class, "select id from item where id > 10"))
                .containsExactly(15L);
    }

    @Test
    void aCopyRoundsOnlyWhereTheJobSaysHow() {
        database.execute("create table short_item (id bigint primary key, price numeric(12, 2))");
        TableName into = new TableName(null, new Identifier("short_item"));

        assertThatThrownBy(() -> kit.run(JobDefinitions.on("item")
                        .work(new Work.CopyRows(into, Map.of()))
                        .definition()))
                .hasMessageContaining("numeric(12,4)")
                .hasMessageContaining("say under 'set'");
        assertThat(database.count("select count(*) from short_item")).isZero();

        RunEnd end = kit.run(JobDefinitions.on("item")
                .work(new Work.CopyRows(into, Map.of(new Identifier("price"), SqlText.of("round(price, 2)"))))
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from short_item")).isEqualTo(20);
    }
}
