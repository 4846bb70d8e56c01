package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.engine.RunEnd;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** A table's own partitions come and go in the middle of a run: what belongs to the table at the end is done, once. */
@Tag("slow")
abstract class PartitionsChangedContract {

    /** Small chunks at a tenth of the time, so that there is a middle of the run. */
    private static final Limits SLOW =
            new Limits(Duration.ofMillis(50), 40, 1 << 20, 20, 1, 0, Duration.ofSeconds(5), 1_000);

    /** Works table {@code item} and says these words in its middle, each by itself; its end has to be COMPLETED with nothing left. */
    final void changeInTheMiddle(TestDatabase database, String... statements) throws Exception {
        JobDefinition job = JobDefinitions.on("item")
                .where("tokens = ''")
                .set("tokens", "concat(tokens, 'x')")
                .limits(SLOW)
                .definition();
        try (EngineKit kit = new EngineKit(database.url(), database.url()).init()) {
            CompletableFuture<RunEnd> end = Beside.supply(() -> kit.run(job));
            Await.until(
                    "the middle of the run", () -> end.isDone() || kit.chunks().size() > 20);
            assertThat(end).isNotDone();
            database.execute(statements);
            assertThat(end).as("it still works").isNotDone();

            assertThat(end.get().how()).as(end.get().says() + kit.failures()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(database.count("select count(*) from item where tokens = ''"))
                    .isZero();
            assertThat(database.count("select count(*) from item where tokens <> 'x'"))
                    .isZero();
            assertThat(database.count(
                            "select count(*) from " + kit.target().dialect().ours("quarantine")))
                    .isZero();
        }
    }

    static void insert(TestDatabase database, String table, int from, int to) {
        database.execute("insert into " + table + " (id, tokens) values "
                + IntStream.rangeClosed(from, to)
                        .mapToObj(id -> "(" + id + ", '')")
                        .collect(Collectors.joining(", ")));
    }
}
