package io.steadfill.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.schema.ledger.Launch;
import io.steadfill.testing.Beside;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the executor of companion scripts promises on every server. */
abstract class CompanionsContract {

    @TempDir
    Path folder;

    TestDatabase server;
    ScriptBench bench;

    @BeforeEach
    void prepare(TestDatabase database) {
        server = database;
        bench = new ScriptBench(folder, database, database.database());
        server.execute(
                "create table customers (id integer primary key, phone varchar(40), note varchar(40))",
                "insert into customers values (1, '0123', 'a'), (2, null, 'b')");
        bench.file("expand/V1__add_phone_e164.sql", "alter table customers add column phone_e164 varchar(40);")
                .file("expand/U1__add_phone_e164.sql", "alter table customers drop column phone_e164;");
    }

    static void refuses(Problem problem, ThrowingCallable work, String... sentences) {
        assertThatThrownBy(work).asInstanceOf(type(ProblemException.class)).satisfies(e -> {
            assertThat(e.problem()).describedAs(e.detail()).isEqualTo(problem);
            for (String sentence : sentences) {
                assertThat(e.detail()).contains(sentence);
            }
        });
    }

    void migrate() {
        bench.expand();
        server.execute("update customers set phone_e164 = concat('+44', phone) where phone is not null");
    }

    /** A barrier against customers with a phone but without its E.164 form, in the server's way, and what takes it down. */
    abstract String barrier();

    abstract String dropBarrier();

    abstract long barriersStanding();

    @Test
    void appliesEachStatementOnceAndRecordsIt() {
        bench.file("expand/V2__marks.sql", "create table marks (n integer);\ninsert into marks values (1);")
                .file("expand/U2__marks.sql", "drop table marks;");

        assertThat(bench.expand().files()).containsExactly("expand/V1__add_phone_e164.sql", "expand/V2__marks.sql");
        assertThat(bench.expand().files()).isEmpty();

        assertThat(server.count("select count(*) from marks")).isOne();
        assertThat(bench.ledger()).containsExactly("1 expand 1 done", "2 expand 1 done", "2 expand 2 done");
        assertThat(bench.status())
                .extracting(ScriptState::state)
                .containsExactly(ScriptState.State.APPLIED, ScriptState.State.APPLIED);
    }

    @Test
    void namesTheExpandFilesThatARunMisses() {
        refuses(
                Problem.EXPAND_MISSING,
                () -> bench.companions().requireExpanded(bench.database, folder, bench.job()),
                "expand/V1__add_phone_e164.sql");

        bench.expand();

        bench.companions().requireExpanded(bench.database, folder, bench.job());
    }

    @Test
    void goesOnAtTheStatementThatFailedAfterItWasCorrected() {
        bench.file(
                        "expand/V2__marks.sql",
                        "create table marks (n integer);\ninsert into mraks values (1);\ninsert into marks values (2);")
                .file("expand/U2__marks.sql", "drop table marks;");

        refuses(Problem.SCRIPT_FAILED, bench::expand, "expand/V2__marks.sql:2", "mraks");
        assertThat(bench.ledger()).containsExactly("1 expand 1 done", "2 expand 1 done", "2 expand 2 failed");
        bench.file(
                "expand/V2__marks.sql",
                "create table marks (n integer);\ninsert into marks values (1);\ninsert into marks values (2);");
        bench.expand();

        assertThat(server.column(Integer.class, "select n from marks order by n"))
                .containsExactly(1, 2);
        assertThat(bench.expand().files()).isEmpty();
    }

    @Test
    void refusesAFileThatWasEditedAfterItWasApplied() {
        bench.expand();

        bench.file("expand/V1__add_phone_e164.sql", "alter table customers add column phone_e164 varchar(50);");

        refuses(Problem.SCRIPT_CHANGED, bench::expand, "expand/V1__add_phone_e164.sql", "edited");
        refuses(
                Problem.SCRIPT_CHANGED,
                () -> bench.companions().requireExpanded(bench.database, folder, bench.job()),
                "edited");
        assertThat(bench.status()).extracting(ScriptState::state).containsExactly(ScriptState.State.CHANGED);
    }

    @Test
    void refusesAStatementAppendedToAnAppliedFile() {
        bench.expand();

        bench.file(
                "expand/V1__add_phone_e164.sql",
                "alter table customers add column phone_e164 varchar(40);\ncreate table marks (n integer);");

        refuses(Problem.SCRIPT_CHANGED, bench::expand, "edited");
    }

    @Test
    void goesUpDownAndUpAgain() {
        bench.expand();
        assertThat(bench.undo().files()).containsExactly("expand/U1__add_phone_e164.sql");
        assertThat(bench.status()).extracting(ScriptState::state).containsExactly(ScriptState.State.UNDONE);
        assertThat(bench.undo().files()).isEmpty();

        bench.expand();
        assertThat(server.count("select count(phone_e164) from customers")).isZero();

        assertThat(bench.undo().files()).containsExactly("expand/U1__add_phone_e164.sql");
    }

    @Test
    void refusesToUndoWhatItsAuthorCallsFinal() {
        bench.file("expand/V2__clean.sql", "-- steadfill: no-undo because the notes are gone\ndelete from customers;");
        bench.expand();

        refuses(Problem.SCRIPT_INVALID, bench::undo, "the notes are gone");
    }

    @Test
    void wantsSomebodyElsesApprovalInProduction() {
        server.execute("insert into " + bench.database.dialect().ours("meta") + " values ('production', 'true')");

        refuses(Problem.APPROVAL_REQUIRED, bench::expand, "other than ann");
        refuses(
                Problem.APPROVAL_REQUIRED,
                () -> bench.companions().expand(bench.database, folder, bench.job(), new Launch("ann", "ann")));
        bench.companions().expand(bench.database, folder, bench.job(), new Launch("ann", "bob"));

        assertThat(bench.status()).extracting(ScriptState::approvedBy).containsExactly("bob");
    }

    @Test
    void namesWhoHoldsTheLockAndGoesOnLater() throws Exception {
        try (Connection other = server.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("update customers set note = 'mine' where id = 1");

            refuses(Problem.LOCK_BUSY, bench::expand, "session " + sessionId(other), "expand/V1");
            other.commit();
        }

        assertThat(bench.expand().files()).hasSize(1);
    }

    abstract long sessionId(Connection connection) throws Exception;

    abstract String sleepIfSlow(int mark);

    abstract List<Long> sessionsAsleep();

    abstract void end(long session);

    @Test
    void goesOnAfterItsConnectionWasCutInsideAStatement() throws Exception {
        server.execute(
                "create table marks (n integer)", "create table slow (n integer)", "insert into slow values (1)");
        bench.file(
                        "expand/V2__marks.sql",
                        "insert into marks values (1);\n" + sleepIfSlow(2) + ";\ninsert into marks values (3);")
                .file("expand/U2__marks.sql", "delete from marks;");
        CompletableFuture<?> expand = Beside.run(bench::expand);
        while (sessionsAsleep().isEmpty() && !expand.isDone()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }

        sessionsAsleep().forEach(this::end);
        assertThatThrownBy(() -> expand.get(20, TimeUnit.SECONDS)).hasMessageContaining("goes on at this statement");
        server.execute("delete from slow");
        bench.expand();

        assertThat(server.column(Integer.class, "select n from marks order by n"))
                .containsExactly(1, 2, 3);
    }

    @Test
    void takesNothingAwayWhileRowsStillNeedTheJob() {
        bench.expand();
        bench.file("contract/V3__require.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__require.sql", "alter table customers add column phone varchar(40);");

        refuses(Problem.NOT_VERIFIED, bench::contract, "such as 1");

        assertThat(barriersStanding()).isZero();
        assertThat(bench.ledger()).containsExactly("1 expand 1 done");
    }

    @Test
    void refusesAWriterThatComesBetweenProofAndDrop() {
        migrate();
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        CompletableFuture<Throwable> writer = new CompletableFuture<>();
        bench.afterProof(2, () -> {
            try {
                server.execute("insert into customers (id, phone, note) values (9, '0999', 'late')");
                writer.complete(null);
            } catch (IllegalStateException e) {
                writer.complete(e);
            }
        });

        bench.contract();

        assertThat(writer.join()).describedAs("the late writer").isNotNull();
        assertThat(server.count("select count(*) from customers where id = 9")).isZero();
        assertThat(barriersStanding()).isZero();
    }

    /** The statements that follow the barrier and lose the old column. */
    abstract String dropBarrierAndPhone();

    @Test
    void takesTheBarrierOfAFailedProofDownAtOnce() {
        migrate();
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        bench.afterProof(1, () -> server.execute("insert into customers (id, phone, note) values (9, '0999', 'late')"));

        refuses(Problem.NOT_VERIFIED, bench::contract, "such as 9");

        assertThat(barriersStanding()).isZero();
        assertThat(server.update("update customers set note = 'still mine' where id = 9"))
                .isOne();
        assertThat(bench.ledger())
                .noneMatch(row -> row.contains("contract") && row.contains("done") && !row.contains("undone"));
        server.execute("update customers set phone_e164 = phone where id = 9");
        bench.contract();
        assertThat(bench.status()).extracting(ScriptState::state).containsOnly(ScriptState.State.APPLIED);
    }

    @Test
    void letsNoWriterThroughWhileTheBarrierFalls() {
        migrate();
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        AtomicBoolean over = new AtomicBoolean();
        List<String> broken = new CopyOnWriteArrayList<>();
        AtomicInteger stored = new AtomicInteger();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        bench.afterProof(2, () -> {
            for (int writer = 1; writer <= 3; writer++) {
                int id = writer * 100;
                writers.add(Beside.run(() -> {
                    while (!over.get()) {
                        tell(
                                stored,
                                null,
                                "insert into customers (id, phone, note) values (" + id + ", '0999', 'late')");
                        tell(null, broken, "update customers set note = 'x' where id = 1");
                    }
                }));
            }
        });

        bench.contract();
        over.set(true);
        writers.forEach(CompletableFuture::join);

        assertThat(stored).hasValue(0);
        assertThat(broken).isEmpty();
        assertThat(server.count("select count(*) from customers where id >= 100"))
                .isZero();
    }

    private void tell(@Nullable AtomicInteger stored, @Nullable List<String> broken, String sql) {
        try {
            server.execute(sql);
            if (stored != null) {
                stored.incrementAndGet();
            }
        } catch (IllegalStateException e) {
            if (broken != null) {
                broken.add(String.valueOf(e.getMessage()));
            }
        }
    }

    @Test
    void waitsForAnOlderWriterBeforeItProves() throws Exception {
        migrate();
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        try (Connection older = server.connect();
                Statement statement = older.createStatement()) {
            older.setAutoCommit(false);
            statement.executeUpdate("insert into customers (id, phone, note) values (9, '0999', 'older')");

            refuses(Problem.LOCK_BUSY, bench::contract, "session " + sessionId(older));
            older.commit();
        }

        refuses(Problem.NOT_VERIFIED, bench::contract, "such as 9");
        assertThat(barriersStanding()).isZero();
    }

    @Test
    void takesBarriersDownWithTheHalfDoneContractThatRaisedThem() {
        migrate();
        bench.file("contract/V3__drop_phone.sql", barrier() + "insert into mraks values (1);\n" + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "create table undone (n integer);");
        refuses(Problem.SCRIPT_FAILED, bench::contract, "mraks");
        assertThat(barriersStanding()).isPositive();

        bench.undo();

        assertThat(barriersStanding()).isZero();
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone());
        assertThat(bench.contract().files()).containsExactly("contract/V3__drop_phone.sql");
    }

    @Test
    void startsOverWhenTheBarrierOfAnInterruptedContractIsGone() {
        migrate();
        String table = "create table marks (n integer);\n";
        bench.file(
                        "contract/V3__drop_phone.sql",
                        barrier() + table + "insert into mraks values (1);\n" + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        refuses(Problem.SCRIPT_FAILED, bench::contract, "mraks");
        assertThat(barriersStanding())
                .describedAs("its proof lives as long as it stands")
                .isPositive();
        dropBarrier().lines().filter(line -> !line.isBlank()).forEach(line -> server.execute(line.replace(";", "")));
        server.execute("insert into customers (id, phone, note) values (9, '0999', 'late')");
        bench.file(
                "contract/V3__drop_phone.sql",
                barrier() + table + "insert into marks values (1);\n" + dropBarrierAndPhone());

        refuses(Problem.NOT_VERIFIED, bench::contract, "such as 9");

        server.execute("delete from customers where id = 9");
        bench.contract();
        assertThat(server.count("select count(*) from marks")).isOne();
    }

    /** Something of the application's own on customers that bears the name of one of the barriers. */
    abstract String namesake();

    @Test
    void leavesAloneWhatBearsTheNameOfABarrierAlready() {
        bench.expand();
        server.execute(namesake());
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");

        refuses(Problem.SCRIPT_INVALID, bench::contract, "exists on customers already", "a name of its own");
        assertThat(barriersStanding()).describedAs("while rows are left").isOne();

        migrate();
        refuses(Problem.SCRIPT_INVALID, bench::contract, "exists on customers already", "a name of its own");
        assertThat(barriersStanding()).describedAs("when all rows are done").isOne();
        assertThat(server.count("select count(phone) from customers")).isOne();
    }

    @Test
    void undoesNothingOlderWhileTheFileOfWhatWasAppliedLastIsGone() throws IOException {
        migrate();
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        bench.contract();
        Files.delete(folder.resolve("contract/V3__drop_phone.sql"));
        Files.delete(folder.resolve("contract/U3__drop_phone.sql"));

        refuses(Problem.SCRIPT_CHANGED, bench::undo, "contract/V3__drop_phone.sql", "its file is gone");
        refuses(
                Problem.SCRIPT_CHANGED,
                () -> bench.companions().requireUndoable(bench.database, folder, bench.job()),
                "its file is gone");
        assertThat(server.column(String.class, "select phone_e164 from customers where id = 1"))
                .containsExactly("+440123");

        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        assertThat(bench.undo().files()).containsExactly("contract/U3__drop_phone.sql");
    }

    @Test
    void undoesNoExpandFileWhileALaterOneIsGone() throws IOException {
        bench.file("expand/V2__marks.sql", "create table marks (n integer);")
                .file("expand/U2__marks.sql", "drop table marks;");
        bench.expand();
        Files.delete(folder.resolve("expand/V2__marks.sql"));
        Files.delete(folder.resolve("expand/U2__marks.sql"));

        refuses(Problem.SCRIPT_CHANGED, bench::undo, "expand/V2__marks.sql", "its file is gone");
    }

    @Test
    void refusesAnUndoThatWasEditedInWhatItDid() {
        bench.file("expand/V2__marks.sql", "create table marks (n integer);")
                .file(
                        "expand/U2__marks.sql",
                        "insert into marks values (1);\ninsert into mraks values (2);\ndelete from marks;")
                .file("expand/V3__more.sql", "create table more (n integer);")
                .file("expand/U3__more.sql", "drop table more;");
        bench.expand();
        refuses(Problem.SCRIPT_FAILED, bench::undo, "expand/U2__marks.sql:2");

        bench.file(
                "expand/U2__marks.sql",
                "insert into marks values (7);\ninsert into marks values (2);\ndelete from marks;");
        refuses(Problem.SCRIPT_CHANGED, bench::undo, "expand/U2__marks.sql: its statement 1 was done", "Put that");
        assertThat(server.column(Integer.class, "select n from marks")).containsExactly(1);

        bench.file(
                "expand/U2__marks.sql",
                "insert into marks values (1);\ninsert into marks values (2);\ndrop table marks;");
        assertThat(bench.undo().files()).containsExactly("expand/U2__marks.sql", "expand/U1__add_phone_e164.sql");
    }

    /** The session that keeps other processes from applying scripts here. */
    abstract long guard();

    @Test
    void tellsWhatWasDoneThoughTheSessionThatKeepsOthersOutWasLost() {
        migrate();
        bench.file("contract/V3__drop_phone.sql", barrier() + dropBarrierAndPhone())
                .file("contract/U3__drop_phone.sql", "alter table customers add column phone varchar(40);");
        bench.afterProof(2, () -> end(guard()));

        assertThat(bench.contract().files()).containsExactly("contract/V3__drop_phone.sql");

        assertThat(bench.status()).extracting(ScriptState::state).containsOnly(ScriptState.State.APPLIED);
        assertThat(bench.undo().files()).containsExactly("contract/U3__drop_phone.sql");
    }

    @Test
    void refusesAContractWhoseBarrierLeavesAWayOpen() {
        migrate();
        bench.file("contract/V3__require.sql", leakyBarrier() + "alter table customers drop column note;")
                .file("contract/U3__require.sql", "alter table customers add column note varchar(40);");

        refuses(Problem.SCRIPT_INVALID, bench::contract, "could still come");
    }

    /** A barrier that does not keep inserted violators out. */
    abstract String leakyBarrier();
}
