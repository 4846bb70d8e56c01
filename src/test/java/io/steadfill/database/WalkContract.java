package io.steadfill.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.Vendor;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How a dialect walks keys: each exactly once, whatever their type, and in the database's own order. */
abstract class WalkContract {

    static final Fragment ANY = Fragment.of("1 = 1");
    private static final List<Identifier> VALUE = List.of(new Identifier("v"));

    private final Dialect dialect;
    private final List<Session> sessions = new ArrayList<>();
    private TestDatabase database;

    WalkContract(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Kinds of keys, those that every vendor has and its own. */
    abstract Stream<KeyCase> keyCases();

    @BeforeEach
    void take(TestDatabase database) {
        this.database = database;
    }

    @AfterEach
    void closeSessions() {
        sessions.forEach(Session::close);
    }

    Dialect dialect() {
        return dialect;
    }

    TestDatabase database() {
        return database;
    }

    Session session() {
        try {
            return session(database.connect());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Session session(Connection connection) {
        Session session = new Session(dialect, connection);
        sessions.add(session);
        return session;
    }

    /** A session in a transaction with a chunk's settings. */
    Session begun() throws SQLException {
        return begun(TransactionSettings.CHUNK);
    }

    Session begun(TransactionSettings settings) throws SQLException {
        Session session = session();
        session.begin(settings);
        return session;
    }

    SampleTable sample(String name) {
        return new SampleTable(database, name);
    }

    @TestFactory
    Stream<DynamicTest> everyKeyIsWalkedOnceAndFoundAgain() {
        return keyCases()
                .map(keyCase -> DynamicTest.dynamicTest(keyCase.toString(), () -> {
                    database.execute("drop table if exists walked");
                    Table table = keyCase.create(sample("walked"));
                    database.execute("insert into walked values (" + String.join(", 0), (", keyCase.rows()) + ", 0)");
                    try (Session session = begun()) {
                        Walked walked = new Walked(
                                session, dialect.chunks(table), keyCase.rows().size());
                        walkedOnce(walked);
                        rangesHoldWhatLiesBetweenTheirKeys(walked);
                        boundariesAreInOrder(walked);
                        keysFindTheirOwnRows(walked);
                    }
                }));
    }

    private static void walkedOnce(Walked walked) {
        List<Key> inOrder = walked.keys(KeyRange.ALL);
        assertThat(inOrder).doesNotHaveDuplicates().hasSize(walked.rows);
        for (int step : List.of(1, 3, 7)) {
            assertThat(walked.walk(step)).as("walked in steps of %d", step).isEqualTo(inOrder);
        }
        assertThat(walked.chunks.lastKey(walked.session)).isEqualTo(inOrder.get(inOrder.size() - 1));
    }

    private static void rangesHoldWhatLiesBetweenTheirKeys(Walked walked) {
        List<Key> inOrder = walked.keys(KeyRange.ALL);
        for (int from = 0; from < inOrder.size(); from++) {
            for (int to : List.of(from, (from + inOrder.size()) / 2, inOrder.size() - 1)) {
                KeyRange range = new KeyRange(inOrder.get(from), inOrder.get(to));
                assertThat(walked.keys(range)).isEqualTo(inOrder.subList(from + 1, to + 1));
                assertThat(walked.chunks.count(walked.session, range, ANY)).isEqualTo(to - from);
            }
        }
    }

    private static void boundariesAreInOrder(Walked walked) {
        List<Key> inOrder = walked.keys(KeyRange.ALL);
        List<Key> boundaries = walked.chunks.boundaries(walked.session, 3);

        assertThat(boundaries).hasSize(2).isSubsetOf(inOrder);
        assertThat(inOrder.indexOf(boundaries.get(0))).isLessThan(inOrder.indexOf(boundaries.get(1)));
        assertThat(boundaries).doesNotContain(inOrder.get(inOrder.size() - 1));
    }

    private static void keysFindTheirOwnRows(Walked walked) {
        Rows rows = walked.read(KeyRange.ALL, Locking.WAIT);
        List<Key> keys = keysOf(rows);
        Rows again = walked.chunks.reread(walked.session, keys, ANY, List.of(), Locking.SKIP);

        assertThat(keysOf(again)).isEqualTo(keys);
        assertThat(walked.chunks.hashes(walked.session, rows, VALUE)).doesNotContainNull();
        assertThat(walked.chunks.deleteRows(walked.session, rows.pick(new int[] {1})))
                .isOne();
        assertThat(walked.chunks.hashes(walked.session, rows, VALUE)).containsOnlyOnce((String) null);
        assertThat(keysOf(walked.read(KeyRange.ALL, Locking.NONE)))
                .hasSize(walked.rows - 1)
                .doesNotContain(keys.get(1));
    }

    @Test
    void anEmptyTableHasNoKeys() throws SQLException {
        Table table = sample("walked").column("id", "bigint", Category.INTEGER).create(1);
        Session session = begun();
        ChunkSql chunks = dialect.chunks(table);

        assertThat(chunks.lastKey(session)).isNull();
        assertThat(chunks.upperBound(session, KeyRange.ALL, 1)).isNull();
        assertThat(chunks.boundaries(session, 4)).isEmpty();
        assertThat(chunks.read(session, KeyRange.ALL, ANY, List.of(), Locking.SKIP, 10)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aChunkOfWideRowsEndsBeforeItsBytesAreTooMany() throws SQLException {
        Table table = wide(200_000);
        Session session = begun();
        ChunkSql chunks = dialect.chunks(table);

        assertThat(cut(chunks, session, 100, ANY, 500_000)).isEqualTo("2 rows up to [\"20\"]");
        assertThat(cut(chunks, session, 2, ANY, 5_000_000)).isEqualTo("2 rows up to [\"20\"]");
        assertThat(cut(chunks, session, Integer.MAX_VALUE, ANY, 500_000)).isEqualTo("2 rows up to [\"20\"]");
        assertThat(cut(chunks, session, 100, ANY, 1))
                .as("one row always passes")
                .isEqualTo("1 rows up to [\"10\"]");
        assertThat(cut(chunks, session, 100, Fragment.of("id > 20"), 500_000))
                .as("rows that are not read weigh nothing")
                .isEqualTo("4 rows up to [\"40\"]");
        assertThat(cut(chunks, session, 100, ANY, 5_000_000)).isEqualTo("the rest");
    }

    @Test
    void aChunkOfNarrowRowsEndsByTheirNumber() throws SQLException {
        Table table = wide(3);
        Session session = begun();
        ChunkSql chunks = dialect.chunks(table);

        assertThat(cut(chunks, session, 3, ANY, 5_000_000)).isEqualTo("3 rows up to [\"30\"]");
        assertThat(cut(chunks, session, 100, ANY, 5_000_000)).isEqualTo("the rest");
        assertThat(cut(chunks, session, Integer.MAX_VALUE, ANY, 5_000_000)).isEqualTo("the rest");
    }

    /** Five rows, keys 10 to 50, with texts of this many characters that do not compress well. */
    private Table wide(int length) {
        boolean postgres = dialect.vendor() == Vendor.POSTGRESQL;
        Table table = sample("wide")
                .column("id", "bigint", Category.INTEGER)
                .column("v", postgres ? "text" : "longtext", Category.TEXT)
                .create(1);
        Random random = new Random(1);
        for (int id = 10; id <= 50; id += 10) {
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            database.update("insert into wide values (?, ?)", id, text.toString());
        }
        return table;
    }

    private static String cut(ChunkSql chunks, Session session, int rows, Fragment condition, long bytesMax) {
        Cut cut = chunks.cut(session, KeyRange.ALL, rows, condition, VALUE, bytesMax);
        return cut == null
                ? "the rest"
                : cut.rows() + " rows up to " + cut.upTo().text();
    }

    static List<Key> keysOf(Rows rows) {
        return IntStream.range(0, rows.size()).mapToObj(rows::key).toList();
    }

    private record Walked(Session session, ChunkSql chunks, int rows) {

        List<Key> keys(KeyRange range) {
            return keysOf(read(range, Locking.NONE));
        }

        Rows read(KeyRange range, Locking locking) {
            return chunks.read(session, range, ANY, List.of(), locking, 1_000);
        }

        List<Key> walk(int step) {
            List<Key> all = new ArrayList<>();
            KeyRange rest = KeyRange.ALL;
            Key bound = chunks.upperBound(session, rest, step);
            while (bound != null) {
                all.addAll(keys(new KeyRange(rest.after(), bound)));
                rest = rest.beyond(bound);
                bound = chunks.upperBound(session, rest, step);
            }
            all.addAll(keys(rest));
            assertThat(new HashSet<>(all)).hasSize(all.size());
            return all;
        }
    }
}
