package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.engine.RunEnd;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import io.steadfill.throttle.Verdict;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@OnServer(Lane.POSTGRESQL)
class PostgresEngineIT extends EngineContract {

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
