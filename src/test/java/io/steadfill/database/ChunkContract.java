package io.steadfill.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.database.rows.WrittenBack;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.keyset.KeyRange;
import io.steadfill.testing.Beside;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How a dialect reads rows and writes them: exactly, by their keys, and never over somebody else's change. */
abstract class ChunkContract extends WalkContract {

    static final Identifier ID = new Identifier("id");
    static final Identifier A = new Identifier("a");
    static final Identifier B = new Identifier("b");

    ChunkContract(Dialect dialect) {
        super(dialect);
    }

    abstract Stream<ValueCase> valueCases();

    /** A text type, and its collation where one without case and accents must be named. */
    abstract SampleTable withTexts(SampleTable sample);

    /** {@code sample(id, a, b)} with two texts and the rows (1, 'one', null), (2, 'two', null), (3, 'three', null). */
    Table texts() {
        Table table = withTexts(sample("sample").column("id", "bigint", Category.INTEGER))
                .create(1);
        database().execute("insert into sample (id, a) values (1, 'one'), (2, 'two'), (3, 'three')");
        return table;
    }

    /** {@code sample(id, a, b)} with two numbers. */
    Table numbers() {
        Table table = sample("sample")
                .column("id", "bigint", Category.INTEGER)
                .column("a", "integer", Category.INTEGER)
                .column("b", "integer", Category.INTEGER)
                .create(1);
        database().execute("insert into sample values (1, 10, 100), (2, 20, 200), (3, 30, 300)");
        return table;
    }

    List<List<Object>> stored() {
        List<List<Object>> rows = new ArrayList<>();
        database().rows("select * from sample order by id").forEach(row -> rows.add(new ArrayList<>(row.values())));
        return rows;
    }

    @TestFactory
    Stream<DynamicTest> everyValueComesBackAsItWas() {
        return valueCases()
                .map(value -> DynamicTest.dynamicTest(value.type(), () -> {
                    database().execute("drop table if exists sample");
                    Table table = sample("sample")
                            .column("id", "bigint", Category.INTEGER)
                            .column("a", value.type(), value.category(), value.collation())
                            .column("b", value.type(), value.category(), value.collation())
                            .create(1);
                    database().execute("insert into sample (id, a) values (0, null)");
                    for (int i = 0; i < value.literals().size(); i++) {
                        String literal = value.literals().get(i);
                        database().execute("insert into sample (id, a) values (" + (i + 1) + ", " + literal + ")");
                    }
                    try (Session session = begun()) {
                        ChunkSql chunks = dialect().chunks(table);
                        Rows rows = chunks.read(
                                session,
                                KeyRange.ALL,
                                ANY,
                                List.of(A, B),
                                dialect().transformReads(),
                                100);

                        WrittenBack written = chunks.writeBack(
                                session, KeyRange.ALL, rows, ANY, Map.of(B, rows.values()[0]), Map.of());

                        assertThat(written.written()).isEqualTo(value.literals().size() + 1);
                        assertThat(chunks.hashes(session, rows, List.of(B)))
                                .doesNotHaveDuplicates()
                                .isEqualTo(chunks.hashes(session, rows, List.of(A)));
                        assertThat(chunks.count(session, KeyRange.ALL, Fragment.of("b is null")))
                                .isOne();
                    }
                }));
    }

    @Test
    void aTextWithTheCharacterZeroIsRefusedAsData() throws SQLException {
        Table table = texts();
        Session session = begun();
        ChunkSql chunks = dialect().chunks(table);
        Rows rows =
                chunks.read(session, KeyRange.ALL, ANY, List.of(A), dialect().transformReads(), 1);

        assertThat(failureOf(() ->
                        chunks.writeBack(session, KeyRange.ALL, rows, ANY, Map.of(B, new String[] {"a\0b"}), Map.of())))
                .isEqualTo(Failure.DATA);
    }

    @Test
    void anEditThatChangesOnlyTheCaseIsNeverOverwritten() throws Exception {
        Table table = texts();
        Session session = begun(TransactionSettings.CHUNK.withStatementTimeout(Duration.ofSeconds(20)));
        ChunkSql chunks = dialect().chunks(table);
        Rows rows =
                chunks.read(session, KeyRange.ALL, ANY, List.of(A), dialect().transformReads(), 10);

        // On InnoDB the edit waits for our lock; elsewhere it comes between the read and the write.
        CompletableFuture<Void> edit = Beside.run(() -> database().execute("update sample set a = 'TWO' where id = 2"));
        finished(edit);
        chunks.writeBack(session, KeyRange.ALL, rows, ANY, Map.of(A, new String[] {"1", "2", "3"}), Map.of());
        session.commit();
        edit.get(20, TimeUnit.SECONDS);

        assertThat(stored().stream().map(row -> row.get(1))).containsExactly("1", "TWO", "3");
    }

    private static void finished(CompletableFuture<Void> edit) throws Exception {
        try {
            edit.get(500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException waiting) {
            assertThat(edit).isNotDone();
        }
    }

    @Test
    void rowsThatSomebodyHoldsAreLeftOutOrRefused() throws SQLException {
        Table table = numbers();
        ChunkSql chunks = dialect().chunks(table);
        Session other = begun();
        other.update(Fragment.of("update sample set a = 0 where id = 2"));
        Session session = begun();

        assertThat(keysOf(chunks.read(session, KeyRange.ALL, ANY, List.of(), Locking.SKIP, 10)))
                .extracting(key -> key.values().get(0))
                .containsExactly("1", "3");
        for (Locking locking : List.of(Locking.NOWAIT, Locking.WAIT)) {
            assertThat(failureOf(() -> chunks.read(session, KeyRange.ALL, ANY, List.of(), locking, 10)))
                    .isEqualTo(Failure.LOCKED);
            session.rollback();
            session.begin(TransactionSettings.CHUNK);
        }
    }

    @Test
    void lockedRowsAreSetByTheirKeysFromTheirOldValues() throws SQLException {
        Table table = numbers();
        ChunkSql chunks = dialect().chunks(table);
        Session session = begun();
        Rows rows = chunks.read(session, KeyRange.ALL, ANY, List.of(), Locking.SKIP, 10);
        Map<Identifier, Fragment> swap = new LinkedHashMap<>();
        swap.put(A, Fragment.of("b + :more", "more", 1));
        swap.put(B, Fragment.of("sample.a"));

        int changed = chunks.setRows(session, rows, Fragment.of("a > :least", "least", 10), swap);
        session.commit();

        assertThat(changed).isEqualTo(2);
        assertThat(stored()).containsExactly(List.of(1L, 10, 100), List.of(2L, 201, 20), List.of(3L, 301, 30));
    }

    @Test
    void aRangeIsSetWhereItMatches() throws SQLException {
        Table table = numbers();
        ChunkSql chunks = dialect().chunks(table);
        Session session = begun();
        KeyRange range = new KeyRange(chunks.upperBound(session, KeyRange.ALL, 1), null);

        int changed = chunks.setRange(session, range, Fragment.of("a < 30"), Map.of(B, Fragment.of("a * 2")));
        session.commit();

        assertThat(changed).isOne();
        assertThat(stored()).containsExactly(List.of(1L, 10, 100), List.of(2L, 20, 40), List.of(3L, 30, 300));
    }

    @Test
    void rowsThatStillMatchAfterTheirChangeAreNamed() throws SQLException {
        Table table = numbers();
        ChunkSql chunks = dialect().chunks(table);
        Session session = begun();
        Rows rows =
                chunks.read(session, KeyRange.ALL, ANY, List.of(A), dialect().transformReads(), 10);

        WrittenBack written = chunks.writeBack(
                session,
                KeyRange.ALL,
                rows,
                Fragment.of("a < 25 or a = 99"),
                Map.of(A, new String[] {"50", "99", "60"}),
                Map.of(B, Fragment.of("b + 1")));
        session.commit();

        assertThat(written.written()).isEqualTo(2);
        assertThat(written.lost()).isOne();
        assertThat(written.unchanged()).containsExactly(rows.key(1));
        assertThat(stored()).containsExactly(List.of(1L, 50, 101), List.of(2L, 99, 201), List.of(3L, 30, 300));
    }

    @Test
    void lockedRowsAreCopiedAndDeletedByTheirKeys() throws SQLException {
        Table table = numbers();
        withTexts(sample("kept").column("id", "bigint", Category.INTEGER)).create(1);
        ChunkSql chunks = dialect().chunks(table);
        Session session = begun();
        Rows rows = chunks.read(session, KeyRange.ALL, Fragment.of("a <> 20"), List.of(), Locking.WAIT, 10);
        Map<Identifier, Fragment> columns = new LinkedHashMap<>();
        columns.put(ID, Fragment.of("id + :base", "base", 100));
        columns.put(A, Fragment.of("case when b > 100 then 'much' else 'little' end"));

        int inserted = chunks.insertRows(session, rows, TableName.of("kept"), columns);
        int deleted = chunks.deleteRows(session, rows);
        session.commit();

        assertThat(List.of(inserted, deleted)).containsExactly(2, 2);
        assertThat(stored()).containsExactly(List.of(2L, 20, 200));
        assertThat(database().rows("select id, a from kept order by id"))
                .extracting(row -> List.copyOf(row.values()))
                .containsExactly(List.of(101L, "little"), List.of(103L, "much"));
    }

    @Test
    void hashesTellEveryByteAndNullFromEmpty() throws SQLException {
        Table table = texts();
        ChunkSql chunks = dialect().chunks(table);
        Session session = begun();
        Rows rows = chunks.read(session, KeyRange.ALL, Fragment.of("id = 1"), List.of(), Locking.WAIT, 1);
        List<String> hashes = new ArrayList<>();

        for (String pair : List.of(
                "null, null",
                "'', null",
                "null, ''",
                "'', ''",
                "'a', ''",
                "'A', ''",
                "'á', ''",
                "'a ', ''",
                "'', 'a'",
                "'ab', 'c'",
                "'a', 'bc'",
                "'a,', 'bc'",
                "'-', null",
                "'a', 'b'",
                "'a', 'c'")) {
            session.sql("update sample set a = x.a, b = x.b"
                            .replace("x.a", pair.split(", ")[0])
                            .replace("x.b", pair.split(", ")[1]))
                    .update();
            hashes.addAll(chunks.hashes(session, rows, List.of(A, B)));
        }

        assertThat(hashes).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void manyRowsGoBackInOneStatement() throws SQLException {
        Table table = numbers();
        ChunkSql chunks = dialect().chunks(table);
        String[] values = IntStream.rangeClosed(1, 5_000)
                .mapToObj(i -> "(" + i + ", 0, 0)")
                .toArray(String[]::new);
        database().execute("delete from sample", "insert into sample values " + String.join(", ", values));
        Session session = begun();
        Rows rows = chunks.read(session, KeyRange.ALL, ANY, List.of(), dialect().transformReads(), 5_000);
        List<String> computed = new ArrayList<>(Collections.nCopies(5_000, "7"));

        WrittenBack written = chunks.writeBack(
                session, KeyRange.ALL, rows, ANY, Map.of(B, computed.toArray(String[]::new)), Map.of());

        assertThat(written).isEqualTo(new WrittenBack(5_000, 0, keysOf(rows)));
    }

    /** What the dialect makes of the error that this ends with. */
    Failure failureOf(Attempt attempt) {
        return dialect().failure(errorOf(attempt));
    }

    static SQLException errorOf(Attempt attempt) {
        try {
            attempt.run();
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException error) {
                    return error;
                }
            }
            throw new AssertionError("failed otherwise", e);
        }
        throw new AssertionError("did not fail");
    }

    /** Something that is expected to fail. */
    interface Attempt {
        void run() throws Exception;
    }
}
