package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.ChunkListener.ChunkFailed;
import io.steadfill.definition.JobDefinition;
import io.steadfill.engine.RunEnd;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import io.steadfill.testing.TestDatabase;
import io.steadfill.throttle.Verdict;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose disk is full says so wherever a run writes, by a trigger in the server's place; the run waits, and goes on when there is room. */
abstract class FullDiskContract {

    private static final int ROWS = 1_000;

    private TestDatabase database;
    private EngineKit kit;

    /** Statements that make {@code table} refuse writes in the server's words for a full disk, while {@code room} has none for it. */
    abstract String[] refusing(String table, String event);

    @BeforeEach
    void prepare(TestDatabase empty) {
        database = empty;
        kit = new EngineKit(empty.url(), empty.url()).init();
        database.execute(
                "create table room (place varchar(40) primary key, free int not null)",
                "create table item (id bigint primary key, name varchar(100), clean varchar(100) check (clean <> 'no'))",
                "insert into item (id, name) values "
                        + IntStream.rangeClosed(1, ROWS)
                                .mapToObj(id -> "(" + id + ", '" + (id == 500 ? "no" : "yes") + "')")
                                .collect(Collectors.joining(", ")));
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private String ours(String table) {
        return kit.target().dialect().ours(table);
    }

    private void fill(String table, String event) {
        database.update("insert into room (place, free) values (?, 0)", table);
        database.execute(refusing(table, event));
    }

    private void free(String table) {
        database.update("update room set free = 1 where place = ?", table);
    }

    /** Waits until the run says that it waits for room, after what it said before. */
    private int awaitWait(CompletableFuture<RunEnd> end, int before) {
        Await.until("a wait for room", () -> end.isDone() || kit.waits().size() > before);
        return kit.waits().size();
    }

    @Test
    void waitsForRoomWhereverItWritesAndSetsNoRowAside() throws Exception {
        database.update("update item set name = 'yes' where id = 500");
        fill(ours("partition"), "insert");
        fill("item", "update");
        fill(ours("run"), "update");
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "name")
                .definition();

        CompletableFuture<RunEnd> end = Beside.supply(() -> kit.run("full", job, 1, Map.of()));
        awaitWait(end, 0);
        free(ours("partition"));
        Await.until("a chunk that fails", () -> end.isDone() || !kit.failures().isEmpty());
        free("item");
        Await.until(
                "the last row",
                () -> end.isDone() || database.count("select count(*) from item where clean is null") == 0);
        awaitWait(end, kit.waits().size());
        free(ours("run"));

        assertThat(end.get().how()).as(end.get().says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(end.get().counts().changed()).isEqualTo(ROWS);
        assertThat(kit.failures()).isNotEmpty().extracting(ChunkFailed::reason).containsOnly("disk_full");
        assertThat(kit.failures()).extracting(ChunkFailed::what).allMatch(what -> what.contains("disk"));
        assertThat(kit.waits()).extracting(Verdict.Reason::signal).contains("disk");
        assertThat(kit.waits())
                .filteredOn(why -> why.signal().equals("disk"))
                .allMatch(why -> why.says().startsWith("the disk of the database server is full"));
        assertThat(database.count("select count(*) from " + ours("quarantine"))).isZero();
        assertThat(database.value(String.class, "select state from " + ours("run")))
                .isEqualTo("COMPLETED");
        assertThat(database.count("select count(*) from " + ours("claim"))).isZero();
    }

    @Test
    void waitsForRoomWhenItTriesQuarantinedRowsAgain() throws Exception {
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "name")
                .definition();
        RunEnd first = kit.run("retried", job, 1, Map.of());
        assertThat(first.how()).as(first.says()).isEqualTo(RunEnd.How.QUARANTINED);
        database.update("update item set name = 'yes' where id = 500");
        fill("item", "update");

        CompletableFuture<RunEnd> end = Beside.supply(() -> kit.run("retried", job, 2, Map.of()));
        awaitWait(end, kit.waits().size());
        free("item");

        assertThat(end.get().how()).as(end.get().says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where clean = 'yes'"))
                .isEqualTo(ROWS);
    }

    @Test
    void aRowThatWaitedForRoomWhenTheRunWasPausedHasItsOneTimeLater() throws Exception {
        JobDefinition job =
                JobDefinitions.on("item").once().set("clean", "name").definition();
        RunEnd first = kit.run("paused", job, 1, Map.of());
        assertThat(first.how()).as(first.says()).isEqualTo(RunEnd.How.QUARANTINED);
        database.update("update item set name = 'yes' where id = 500");
        fill("item", "update");

        CompletableFuture<RunEnd> end = Beside.supply(() -> kit.run("paused", job, 2, Map.of()));
        awaitWait(end, kit.waits().size());
        kit.say(Gate.Word.PAUSE);

        assertThat(end.get().how()).as(end.get().says()).isEqualTo(RunEnd.How.PAUSED);
        assertThat(database.value(String.class, "select state from " + ours("quarantine")))
                .isEqualTo("RETRY");
        free("item");
        kit.say(Gate.Word.GO);
        RunEnd last = kit.run("paused", job, 3, Map.of());
        assertThat(last.how()).as(last.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where clean = 'yes'"))
                .isEqualTo(ROWS);
    }
}
