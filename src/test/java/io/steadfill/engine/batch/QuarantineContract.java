package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.engine.QuarantineDesk;
import io.steadfill.engine.RunEnd;
import io.steadfill.keyset.Key;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.quarantine.QuarantineCount;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rows are set aside, and what becomes of those that a person waived; on every vendor. */
abstract class QuarantineContract {

    private static final int ROWS = 600;
    private static final Limits SMALL_CHUNKS =
            new Limits(Duration.ofMillis(50), 40, 1 << 20, 100, 1, 0.5, Duration.ofSeconds(5), 3);

    private TestDatabase database;
    private EngineKit kit;

    @BeforeEach
    void prepare(TestDatabase empty) {
        database = empty;
        kit = new EngineKit(empty.url(), empty.url()).init();
        database.execute("create table item (id bigint primary key, name varchar(100), clean varchar(100))");
        StringBuilder values = new StringBuilder();
        for (int i = 1; i <= ROWS; i++) {
            values.append(i == 1 ? "" : ", ").append("(%d, 'n%d')".formatted(i, i));
        }
        database.execute("insert into item (id, name) values " + values, "create index left_over on item (clean, id)");
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private String ours(String table) {
        return kit.target().dialect().ours(table);
    }

    private long inState(String state) {
        return database.count("select count(*) from " + ours("quarantine") + " where state = ?", state);
    }

    @Test
    void aWalkByAnIndexSetsAsideTheGuiltyRowsAndNoneOfTheirNeighbours() {
        database.execute("alter table item add constraint guilty check (clean is null or "
                + "clean not in ('n20', 'n21', 'n130', 'n250', 'n251', 'n380', 'n490', 'n600'))");

        RunEnd end = kit.run(JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "name")
                .via("left_over")
                .limits(SMALL_CHUNKS)
                .definition());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(database.column(String.class, "select key_text from " + ours("quarantine")))
                .containsExactlyInAnyOrder(
                        "[\"20\"]",
                        "[\"21\"]",
                        "[\"130\"]",
                        "[\"250\"]",
                        "[\"251\"]",
                        "[\"380\"]",
                        "[\"490\"]",
                        "[\"600\"]");
        assertThat(end.counts().changed()).isEqualTo(ROWS - 8);
        assertThat(end.counts().walked()).isEqualTo(ROWS);
        assertThat(database.count("select count(*) from item where clean is null"))
                .isEqualTo(8);
    }

    /** Refuses the rows whose names are not among the three that it knows. */
    private JobDefinition refusing() {
        database.execute("update item set name = 'a' where id <> 42");
        return JobDefinitions.on("item")
                .where("clean is null")
                .transform("clean", "lookup", Map.of("from", "name", "values", Map.of("a", "A", "b", "B")))
                .limits(SMALL_CHUNKS)
                .definition();
    }

    private void waiveAll(String runId, JobDefinition job) {
        QuarantineDesk desk = kit.desk(runId, job);
        List<Key> open = desk.open();
        assertThat(open).hasSize(1);
        assertThat(desk.waive(open, desk.hashes(open), "ann", "nobody reads it"))
                .isZero();
        assertThat(inState("WAIVED")).isOne();
    }

    @Test
    void aWaivedRowThatIsCorrectedAfterwardsIsWorked() {
        JobDefinition job = refusing();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.QUARANTINED);
        waiveAll("a", job);
        database.execute("update item set name = 'b' where id = 42");

        RunEnd end = kit.run("a", job, 2, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.value(String.class, "select clean from item where id = 42"))
                .isEqualTo("B");
        assertThat(end.counts().changed()).isEqualTo(ROWS);
        assertThat(inState("DONE")).isOne();
    }

    @Test
    void aWaivedRowWhoseValuesTheJobReadsIsWorkedWhenTheyAreCorrected() {
        database.execute("alter table item add constraint guilty check (clean is null or clean <> 'n42')");
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "name")
                .limits(SMALL_CHUNKS)
                .definition();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.QUARANTINED);
        waiveAll("a", job);
        database.execute("update item set name = 'corrected' where id = 42");

        RunEnd end = kit.run("a", job, 2, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.value(String.class, "select clean from item where id = 42"))
                .isEqualTo("corrected");
    }

    @Test
    void aWaivedRowThatNobodyTouchesStaysWaived() {
        JobDefinition job = refusing();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.QUARANTINED);
        waiveAll("a", job);

        RunEnd end = kit.run("a", job, 2, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(end.counts().changed()).isEqualTo(ROWS - 1);
        assertThat(inState("WAIVED")).isOne();
    }

    @Test
    void aWaivedRowThatIsChangedAndStillFailsIsInQuarantineAgain() {
        JobDefinition job = refusing();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.QUARANTINED);
        waiveAll("a", job);
        database.execute("update item set name = 'neither' where id = 42");

        RunEnd end = kit.run("a", job, 2, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(inState("OPEN")).isOne();
        assertThat(end.counts().quarantined()).isOne();
        waiveAll("a", job);
        RunEnd again = kit.run("a", job, 3, Map.of());
        assertThat(again.how()).as(again.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(again.counts().quarantined()).isZero();
        assertThat(database.count("select count(*) from item where clean is null"))
                .isOne();
    }

    /** Eleven rows that the server refuses, one more than may be set aside, and a twelfth behind them. */
    private JobDefinition overItsBudget() {
        database.execute("alter table item add constraint guilty check (clean is null or clean not in ("
                + IntStream.rangeClosed(1, 11)
                        .mapToObj(i -> "'n" + i * 10 + "'")
                        .collect(Collectors.joining(", "))
                + ", 'n500'))");
        return JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "name")
                .limits(SMALL_CHUNKS.withQuarantineShare(0))
                .definition();
    }

    @Test
    void rowsThatWereWaivedNoLongerCountAgainstTheBudget() {
        JobDefinition job = overItsBudget();
        RunEnd held = kit.run("a", job, 1, Map.of());
        assertThat(held.problem()).as(held.says()).isEqualTo(Problem.QUARANTINE_BUDGET_SPENT);
        assertThat(held.counts().quarantined()).isEqualTo(11);
        QuarantineDesk desk = kit.desk("a", job);
        List<Key> open = desk.open();
        assertThat(desk.waive(open, desk.hashes(open), "ann", "nobody reads them"))
                .isZero();

        RunEnd end = kit.run("a", job, 2, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(inState("WAIVED")).isEqualTo(11);
        assertThat(inState("OPEN")).isOne();
        assertThat(end.counts().quarantined()).isOne();
        assertThat(desk.counts()).extracting(QuarantineCount::open).containsExactly(1L);
    }

    @Test
    void rowsThatWereMendedCountNoMoreOnceTheyWereTriedAgain() {
        JobDefinition job = overItsBudget();
        database.execute("update item set name = 'fine' where id in (110, 500)");
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(inState("OPEN")).isEqualTo(10);
        database.execute(
                "update item set name = 'mended' where id <= 100", "insert into item (id, name) values (700, 'n500')");

        RunEnd end = kit.run("a", job, 2, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.QUARANTINED);
        assertThat(inState("DONE")).isEqualTo(10);
        assertThat(inState("OPEN")).isOne();
    }

    @Test
    void aRestartDoesNotBeginTheBudgetAnew() {
        JobDefinition job = overItsBudget();
        RunEnd held = kit.run("a", job, 1, Map.of());
        assertThat(held.problem()).as(held.says()).isEqualTo(Problem.QUARANTINE_BUDGET_SPENT);

        RunEnd again = kit.run("a", job, 2, Map.of());

        assertThat(again.problem()).as(again.says()).isEqualTo(Problem.QUARANTINE_BUDGET_SPENT);
        assertThat(again.counts().quarantined()).isEqualTo(12);
    }

    @Test
    void allRowsAreWaivedOrNone() {
        database.execute("alter table item add constraint guilty check (clean is null or clean not in ('n42', 'n43'))");
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "name")
                .onWaive("clean", "'?'")
                .limits(SMALL_CHUNKS)
                .definition();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.QUARANTINED);
        QuarantineDesk desk = kit.desk("a", job);
        List<Key> open = desk.open();
        Map<String, String> hashes = desk.hashes(open);
        database.execute("update item set name = 'another' where id = 43");

        assertThatThrownBy(() -> desk.waive(open, hashes, "ann", "nobody reads them"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WAIVER_STALE));

        assertThat(inState("OPEN")).isEqualTo(2);
        assertThat(database.count("select count(*) from item where clean is null"))
                .isEqualTo(2);
        assertThat(database.count("select count(*) from " + ours("waiver"))).isZero();
        assertThat(database.count("select sum(quarantined) from " + ours("partition")))
                .isEqualTo(2);
        assertThat(desk.waive(open, desk.hashes(open), "ann", "nobody reads them"))
                .isEqualTo(2);
        assertThatThrownBy(() -> desk.waive(open, hashes, "ann", "again"))
                .hasMessageContaining("no longer in open quarantine");
        assertThat(database.count("select sum(quarantined) from " + ours("partition")))
                .isZero();
    }

    @Test
    void aRowThatStillMatchesAfterItsRemedyCountsAsWaived() {
        database.execute("alter table item add constraint guilty check (clean is null or clean <> 'n42')");
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null or clean = '?'")
                .set("clean", "name")
                .onWaive("clean", "'?'")
                .limits(SMALL_CHUNKS)
                .definition();
        assertThat(kit.run("a", job, 1, Map.of()).how()).isEqualTo(RunEnd.How.QUARANTINED);
        waiveAll("a", job);

        RunEnd end = kit.run("a", job, 2, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.value(String.class, "select clean from item where id = 42"))
                .isEqualTo("?");
        assertThat(inState("WAIVED")).isOne();
    }
}
