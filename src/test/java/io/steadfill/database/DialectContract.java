package io.steadfill.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.TableName;
import io.steadfill.keyset.KeyRange;
import io.steadfill.testing.Await;
import io.steadfill.testing.Beside;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.Test;

/** What every dialect must do on real servers: settings in force, failures told apart, locks taken and given back. */
abstract class DialectContract extends ChunkContract {

    /** Far above the time-outs under test, far below what would make a test slow. */
    private static final Duration SOON = Duration.ofSeconds(4);

    DialectContract(Dialect dialect) {
        super(dialect);
    }

    /** The statement that makes each row of {@code sample} take five seconds to change. */
    abstract String slowUpdate();

    /** The statement that ends a session. */
    abstract String kill(long session);

    @Test
    void aDeadlockIsTransient() throws Exception {
        numbers();
        Session one = begun(TransactionSettings.CHUNK
                .withLockTimeout(Duration.ofSeconds(20))
                .withStatementTimeout(Duration.ofSeconds(20)));
        Session two = begun(TransactionSettings.CHUNK
                .withLockTimeout(Duration.ofSeconds(20))
                .withStatementTimeout(Duration.ofSeconds(20)));
        one.update(Fragment.of("update sample set a = 0 where id = 1"));
        two.update(Fragment.of("update sample set a = 0 where id = 2"));

        CompletableFuture<SQLException> first =
                Beside.supply(() -> errorOrNone(() -> one.update(Fragment.of("update sample set a = 0 where id = 2"))));
        SQLException second = errorOrNone(() -> two.update(Fragment.of("update sample set a = 0 where id = 1")));
        two.rollback();
        SQLException victim = second == null ? first.get(20, TimeUnit.SECONDS) : second;

        assertThat(dialect().failure(victim)).isEqualTo(Failure.TRANSIENT);
    }

    private static SQLException errorOrNone(Attempt attempt) {
        try {
            return errorOf(attempt);
        } catch (AssertionError e) {
            return null;
        }
    }

    @Test
    void aWriteOverItsTimeIsCancelled() throws SQLException {
        numbers();
        Session session = begun(TransactionSettings.CHUNK.withStatementTimeout(Duration.ofMillis(300)));
        Instant began = Instant.now();

        assertThat(failureOf(() -> session.update(Fragment.of(slowUpdate())))).isEqualTo(Failure.CANCELLED);
        assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);

        session.rollback();
        session.begin(TransactionSettings.CHUNK);
        assertThat(session.update(Fragment.of("update sample set a = 1"))).isEqualTo(3);
        session.commit();
    }

    @Test
    void aLockThatIsNotGrantedInTimeIsLockedAndTheTransactionCanBeRolledBack() throws SQLException {
        numbers();
        Session holder = begun();
        holder.update(Fragment.of("update sample set a = 0 where id = 2"));
        Session session = begun();
        session.update(Fragment.of("update sample set a = 0 where id = 1"));
        Instant began = Instant.now();

        assertThat(failureOf(() -> session.update(Fragment.of("update sample set a = 5 where id = 2"))))
                .isEqualTo(Failure.LOCKED);
        assertThat(Duration.between(began, Instant.now())).isLessThan(SOON);
        session.rollback();
        holder.commit();

        assertThat(stored()).containsExactly(List.of(1L, 10, 100), List.of(2L, 0, 200), List.of(3L, 30, 300));
    }

    @Test
    void aSessionThatWasEndedHasLostItsConnection() throws SQLException {
        numbers();
        Session session = begun();
        database().execute(kill(dialect().sessionId(session)));

        assertThat(failureOf(() -> session.update(Fragment.of("update sample set a = 0"))))
                .isEqualTo(Failure.CONNECTION);
        assertThat(failureOf(session::commit)).isEqualTo(Failure.CONNECTION);
    }

    @Test
    void theRowsAreToBlameForWhatTheyBreak() {
        numbers();
        for (String guilty : List.of(
                "update sample set id = 2 where id = 1",
                "update sample set a = 2147483647 + 1",
                "update sample set a = b / 0",
                "insert into sample values (null, 1, 1)")) {
            assertThat(failureOf(guilty)).as(guilty).isEqualTo(Failure.DATA);
        }
    }

    private Failure failureOf(String sql) {
        return failureOf(() -> {
            try (Session session = begun()) {
                session.update(Fragment.of(sql));
            }
        });
    }

    @Test
    void aTableThatIsNotWhatItWasIsDrift() {
        numbers();
        for (String stale :
                List.of("update sample set gone = 1", "update gone set a = 1", "delete from sample where gone = 1")) {
            assertThat(failureOf(stale)).as(stale).isEqualTo(Failure.DRIFT);
        }
    }

    @Test
    void aReadingTransactionCannotWrite() throws SQLException {
        numbers();
        Session session = begun(TransactionSettings.READING);

        assertThat(failureOf(() -> session.update(Fragment.of("update sample set a = 0"))))
                .isEqualTo(Failure.RESOURCE);
        session.rollback();

        assertThat(session.update(Fragment.of("update sample set a = 0"))).isEqualTo(3);
    }

    @Test
    void transactionsSeeWhatOthersCommitMeanwhile() throws SQLException {
        numbers();
        Session session = begun();
        ChunkSql chunks = dialect().chunks(table("sample"));
        assertThat(chunks.count(session, KeyRange.ALL, Fragment.of("a = 77"))).isZero();

        database().execute("update sample set a = 77 where id = 3");

        assertThat(chunks.count(session, KeyRange.ALL, Fragment.of("a = 77"))).isOne();
    }

    private Table table(String name) {
        return dialect().describe(begunQuietly(), TableName.of(name));
    }

    private Session begunQuietly() {
        try {
            return begun(TransactionSettings.READING);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theServersClockIsReadInUtc() throws SQLException {
        assertThat(dialect().now(session())).isCloseTo(Instant.now(), within());
        assertThat(dialect().now(begun())).isCloseTo(Instant.now(), within());
    }

    private static TemporalUnitOffset within() {
        return Assertions.within(5, ChronoUnit.SECONDS);
    }

    @Test
    void ourTablesAreMadeByTheScript() {
        Session session = session();
        assertThat(dialect().hasTargetTables(session)).isFalse();

        dialect().targetTables().forEach(sql -> session.sql(sql).update());
        dialect().targetTables().forEach(sql -> session.sql(sql).update());

        assertThat(dialect().hasTargetTables(session)).isTrue();
    }

    @Test
    void aTableIsLockedAgainstWritersOnlyWhenOlderOnesAreThroughAndUntilTheEnd() throws Exception {
        Table table = numbers();
        withOurTables();
        Session older = begun();
        older.update(Fragment.of("insert into sample values (9, 0, 0)"));
        Session session = begun();
        assertThat(failureOf(() -> lock(session, table))).isEqualTo(Failure.LOCKED);
        session.rollback();
        older.commit();

        session.begin(TransactionSettings.CHUNK);
        lock(session, table);
        ChunkSql chunks = dialect().chunks(table);
        assertThat(chunks.lastKey(session)).hasToString("9");
        session.update(Fragment.of(
                "insert into " + dialect().ours("partition") + " (run_id, sweep, number) values ('r', 0, 1)"));
        CompletableFuture<Integer> newer =
                Beside.supply(() -> database().update("insert into sample values (10, 0, 0)"));
        assertThat(chunks.lastKey(session)).hasToString("9");
        assertThat(newer).isNotDone();
        session.commit();

        assertThat(newer.get(20, TimeUnit.SECONDS)).isOne();
        assertThat(database().count("select count(*) from " + dialect().ours("partition")))
                .isOne();
        assertThat(session.update(Fragment.of("update sample set a = 1 where id = 10")))
                .isOne();
    }

    private void lock(Session session, Table table) throws SQLException {
        dialect().lockAgainstWriters(session, table.name(), List.of("partition"));
    }

    void withOurTables() {
        database().execute(dialect().targetTables().toArray(String[]::new));
    }

    @Test
    void aSessionThatBlocksOneOfOurRowsIsEnded() throws Exception {
        withOurTables();
        String partition = dialect().ours("partition");
        database().execute("insert into " + partition + " (run_id, sweep, number) values ('r', 0, 1)");
        Session blocker = begun(TransactionSettings.BOOKKEEPING);
        blocker.update(Fragment.of("update " + partition + " set walked = 5"));
        Session waiting = begun(TransactionSettings.BOOKKEEPING);
        long id = dialect().sessionId(waiting);
        CompletableFuture<Integer> update =
                Beside.supply(() -> waiting.update(Fragment.of("update " + partition + " set walked = walked + 1")));

        Session helper = session();
        List<String> ended = new ArrayList<>();
        Await.until(
                "the blocker to be ended", SOON, () -> ended.addAll(dialect().endBlockers(helper, id)));

        assertThat(ended).singleElement().asString().endsWith(" ended");
        assertThat(update.get(20, TimeUnit.SECONDS)).isOne();
        waiting.commit();
        assertThat(database().count("select walked from " + partition)).isOne();
    }

    @Test
    void thePlanOfAChunkGoesByTheKey() throws SQLException {
        Table table = sample("sample")
                .column("id", "bigint", Category.INTEGER)
                .column("a", "integer", Category.INTEGER)
                .column("b", "integer", Category.INTEGER)
                .create(1);
        String[] values = IntStream.rangeClosed(1, 30_000)
                .mapToObj(i -> "(" + i + ", null, " + i % 7 + ")")
                .toArray(String[]::new);
        database().execute("insert into sample values " + String.join(", ", values));
        database().execute("create index other on sample (a)");
        Session session = begun();
        ChunkSql chunks = dialect().chunks(table);
        KeyRange range = KeyRange.ALL.beyond(chunks.upperBound(session, KeyRange.ALL, 10_000));
        KeyRange chunk = new KeyRange(range.after(), chunks.upperBound(session, range, 500));

        PlanSeen plan = chunks.explain(session, chunk, Fragment.of("a is null"), Map.of(), null);

        assertThat(plan.byIndex()).as(plan.text()).isTrue();
    }
}
