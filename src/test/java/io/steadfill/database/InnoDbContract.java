package io.steadfill.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.Vendor;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What MySQL and MariaDB need beyond the contract, because InnoDB is as it is. */
abstract class InnoDbContract extends DialectContract {

    InnoDbContract(Dialect dialect) {
        super(dialect);
    }

    @Override
    Stream<KeyCase> keyCases() {
        return Stream.concat(KeyCases.common(), KeyCases.innoDb());
    }

    @Override
    Stream<ValueCase> valueCases() {
        return ValueCase.innoDb();
    }

    @Override
    SampleTable withTexts(SampleTable sample) {
        return sample.column("a", "varchar(50)", Category.TEXT, "utf8mb4_general_ci")
                .column("b", "varchar(50)", Category.TEXT, "utf8mb4_general_ci");
    }

    @Override
    String slowUpdate() {
        return "update sample set a = sleep(5)";
    }

    @Override
    String kill(long session) {
        return "kill " + session;
    }

    @Test
    void aRangeIsSetAtOnceThoughSomebodyHoldsARowOfIt() throws SQLException {
        Table table = numbers();
        Session other = begun();
        other.update(Fragment.of("update sample set b = 0 where id = 2"));
        Session session = begun();
        Instant began = Instant.now();

        int changed = dialect().chunks(table).setRange(session, KeyRange.ALL, ANY, Map.of(A, Fragment.of("1")));

        assertThat(changed).isEqualTo(2);
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofMillis(900));
        session.commit();
        other.rollback();
        assertThat(stored()).containsExactly(List.of(1L, 1, 100), List.of(2L, 20, 200), List.of(3L, 1, 300));
    }

    @Test
    void anInsertAtTheTablesEndDoesNotWaitForAnOpenChunk() throws SQLException {
        Table table = numbers();
        Session session = begun();
        dialect().chunks(table).setRange(session, KeyRange.ALL, ANY, Map.of(A, Fragment.of("1")));
        Session application = session();
        application.sql("set session innodb_lock_wait_timeout = 1").update();

        assertThat(application.update(Fragment.of("insert into sample values (4, 0, 0)")))
                .isOne();
    }

    @Test
    void rowsReadWithoutALockAreNotWrittenBack() throws SQLException {
        Table table = numbers();
        Session session = begun();
        ChunkSql chunks = dialect().chunks(table);
        Rows rows = chunks.read(session, KeyRange.ALL, ANY, List.of(A), Locking.NONE, 10);

        assertThatThrownBy(() -> chunks.writeBack(
                        session, KeyRange.ALL, rows, ANY, Map.of(A, new String[] {"1", "2", "3"}), Map.of()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWarningAboutWhatWasWrittenIsAnError() throws SQLException {
        numbers();
        Session session = begun();

        SQLException error = errorOf(() -> session.update(Fragment.of("update ignore sample set a = 'many'")));

        assertThat(dialect().failure(error)).isEqualTo(Failure.DATA);
        assertThat(error.getMessage()).contains("warned", "many");
    }

    @Test
    void aServerThatIsLaxIsMadeStrict() throws SQLException {
        texts();
        Session session = session();
        session.sql("set session sql_mode = 'PAD_CHAR_TO_FULL_LENGTH'").update();
        session.begin(TransactionSettings.CHUNK);

        assertThat(failureOf(() -> session.update(Fragment.of("update sample set a = repeat('x', 51)"))))
                .isEqualTo(Failure.DATA);
        assertThat(session.sql("select @@sql_mode").query(String.class).single())
                .contains("STRICT_ALL_TABLES")
                .doesNotContain("PAD_CHAR");
    }

    @Test
    void zeroDatesAreWalkedWhereTheServerIsTraditional() throws SQLException {
        Table table = sample("sample")
                .column("id", "date", Category.DATE)
                .column("seq", "int", Category.INTEGER)
                .column("a", "varchar(10)", Category.TEXT, "utf8mb4_general_ci")
                .create(2);
        Session lax = session();
        lax.sql("set session sql_mode = ''").update();
        lax.sql("insert into sample values ('0000-00-00', 1, ''), ('0000-00-00', 2, 'x'), ('2024-01-00', 1, '')")
                .update();
        Session session = session();
        String modes = dialect().vendor() == Vendor.MARIADB ? "TRADITIONAL,EMPTY_STRING_IS_NULL" : "TRADITIONAL";
        session.sql("set session sql_mode = '" + modes + "'").update();
        session.begin(TransactionSettings.CHUNK);
        ChunkSql chunks = dialect().chunks(table);
        Key first = chunks.upperBound(session, KeyRange.ALL, 1);

        assertThat(session.sql("select @@sql_mode").query(String.class).single())
                .contains("STRICT_ALL_TABLES")
                .doesNotContain("TRADITIONAL", "ZERO_DATE", "ZERO_IN_DATE", "EMPTY_STRING");
        assertThat(chunks.count(session, KeyRange.ALL.beyond(first), ANY)).isEqualTo(2);
        assertThat(chunks.setRange(
                        session, KeyRange.ALL.beyond(first), Fragment.of("a = ''"), Map.of(A, Fragment.of("'y'"))))
                .isOne();
    }

    @Test
    void rowsWithZeroDatesAreWalkedAndKept() throws SQLException {
        Table table = sample("sample")
                .column("id", "datetime", Category.TIMESTAMP)
                .column("a", "date", Category.DATE)
                .create(1);
        Session lax = session();
        lax.sql("set session sql_mode = ''").update();
        lax.sql("insert into sample values ('0000-00-00', '0000-00-00'), ('2024-01-00', '2024-01-01')")
                .update();
        Session session = begun();
        ChunkSql chunks = dialect().chunks(table);
        Key first = chunks.upperBound(session, KeyRange.ALL, 1);

        assertThat(first).hasToString("0000-00-00 00:00:00");
        assertThat(chunks.count(session, KeyRange.ALL.beyond(first), ANY)).isOne();
        assertThat(chunks.setRange(session, KeyRange.ALL, ANY, Map.of(A, Fragment.of("a"))))
                .isEqualTo(2);
    }

    @Test
    void aTextForANumberedMemberOrHalfANumberIsRefused() throws SQLException {
        Table table = sample("sample")
                .column("id", "integer", Category.INTEGER)
                .column("a", "enum('x','y')", Category.OTHER)
                .column("b", "integer", Category.INTEGER)
                .create(1);
        database().execute("insert into sample values (1, 'x', 1)");
        Session session = begun();
        ChunkSql chunks = dialect().chunks(table);
        Rows rows = chunks.read(session, KeyRange.ALL, ANY, List.of(), Locking.SKIP, 10);

        for (Map<Identifier, String[]> values :
                List.of(Map.of(A, new String[] {"2"}), Map.of(B, new String[] {"1.5"}))) {
            assertThat(failureOf(() -> chunks.writeBack(session, KeyRange.ALL, rows, ANY, values, Map.of())))
                    .isEqualTo(Failure.DATA);
        }
    }

    @Test
    void readsMayGoByTheIndexOfWhatRemains() throws SQLException {
        Table table = numbers();
        String[] values = IntStream.rangeClosed(4, 20_000)
                .mapToObj(i -> "(" + i + ", " + (i % 2_000 == 0 ? "null" : "1") + ", 0)")
                .toArray(String[]::new);
        Identifier via = new Identifier("remaining");
        database()
                .execute(
                        "insert into sample values " + String.join(", ", values),
                        "create index remaining on sample (a, id)",
                        "analyze table sample");
        Session session = begun();
        ChunkSql chunks = dialect().chunks(table, via);
        Fragment todo = Fragment.of("a is null");

        assertThat(chunks.explain(session, KeyRange.ALL, todo, Map.of(), via).byIndex())
                .isTrue();
        long before = rowsRead(session);
        assertThat(chunks.count(session, KeyRange.ALL, todo)).isEqualTo(10);
        assertThat(rowsRead(session) - before).isLessThan(1_000);
    }

    private static long rowsRead(Session session) {
        return session.sql("show session status like 'Handler_read_next'")
                .query((row, n) -> row.getLong(2))
                .single();
    }

    @Test
    void aLargeTableIsCutEvenlyWithoutReadingIt() throws SQLException {
        Table table = sample("sample")
                .column("tenant", "integer", Category.INTEGER)
                .column("name", "varchar(40)", Category.TEXT, "utf8mb4_general_ci")
                .rowEstimate(10_000_000)
                .create(2);
        // Two tenants, one of them with nearly everything.
        for (int batch = 0; batch < 4; batch++) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                int n = batch * 5_000 + i;
                rows.add("(" + (n < 300 ? 1 : 7) + ", '" + Integer.toString(n * 7919 % 1_000_003, 36) + "-" + n + "')");
            }
            database().execute("insert into sample values " + String.join(", ", rows));
        }
        database().execute("analyze table sample");
        Session session = begun();
        ChunkSql chunks = dialect().chunks(table);

        List<Key> boundaries = chunks.boundaries(session, 5);

        assertThat(boundaries).hasSize(4);
        Key after = null;
        List<Long> parts = new ArrayList<>();
        for (Key boundary : boundaries) {
            parts.add(chunks.count(session, new KeyRange(after, boundary), ANY));
            after = boundary;
        }
        parts.add(chunks.count(session, new KeyRange(after, null), ANY));
        assertThat(parts).allSatisfy(rows -> assertThat(rows).isBetween(1_500L, 8_000L));
        assertThat(parts.stream().mapToLong(Long::longValue).sum()).isEqualTo(20_000);
    }
}
