package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.chunk.event.ChunkListener.ChunkFailed;
import io.steadfill.definition.JobDefinition;
import io.steadfill.engine.RunEnd;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.SmallDisk;
import io.steadfill.testing.TestDatabase;
import io.steadfill.throttle.Verdict;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real disk, small and filled in the middle of a run: the target's whole database lies on it, our tables too. */
@Tag("slow")
@OnServer(Lane.POSTGRESQL)
class SmallDiskScenario {

    private static final int ROWS = 60_000;

    @Test
    void goesOnByItselfWhenThereIsRoomAgain(TestDatabase target) throws Exception {
        try (SmallDisk disk = SmallDisk.of(96);
                TestDatabase control = TestDatabase.on(Lane.POSTGRESQL)) {
            administrate(
                    control,
                    "create tablespace small location '" + disk.directory() + "'",
                    "alter database " + target.name() + " set tablespace small");
            try {
                run(target, control, disk);
            } finally {
                disk.free();
                administrate(
                        control,
                        "alter database " + target.name() + " set tablespace pg_default",
                        "drop tablespace small");
            }
        }
    }

    private static void run(TestDatabase target, TestDatabase control, SmallDisk disk) throws Exception {
        target.execute(
                "create table item (id bigint primary key, name text, clean text)",
                "insert into item (id, name) select g, repeat('x', 100) from generate_series(1, " + ROWS + ") g");
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "upper(name)")
                .definition();
        try (EngineKit kit = new EngineKit(target.url(), control.url()).init()) {
            disk.fillBut(2_000);
            CompletableFuture<RunEnd> end = Beside.supply(() -> kit.workers(2).run(job));
            Await.until(
                    "a wait for room",
                    () -> end.isDone()
                            || kit.waits().stream().anyMatch(why -> why.signal().equals("disk")));
            assertThat(end).isNotDone();
            disk.free();

            assertThat(end.get().how()).as(end.get().says()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(end.get().counts().changed()).isEqualTo(ROWS);
            assertThat(target.count("select count(*) from item where clean = upper(name)"))
                    .isEqualTo(ROWS);
            assertThat(target.count("select count(*) from steadfill.quarantine"))
                    .isZero();
            assertThat(kit.failures()).extracting(ChunkFailed::reason).containsOnly("disk_full");
            assertThat(kit.waits())
                    .filteredOn(why -> why.signal().equals("disk"))
                    .extracting(Verdict.Reason::says)
                    .allMatch(says -> says.contains("No space left on device"));
        }
    }

    /** From another database: nobody may be connected to one that is moved. */
    private static void administrate(TestDatabase from, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(from.url());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
