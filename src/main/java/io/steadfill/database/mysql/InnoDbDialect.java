package io.steadfill.database.mysql;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Dialect;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.SessionStatements;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.mysql.chunks.InnoDbChunks;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.target.TargetScript;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** What MySQL and MariaDB have in common: InnoDB, its locks in whole seconds, and a SQL mode that must be made strict. */
abstract sealed class InnoDbDialect implements Dialect permits MySqlDialect, MariaDbDialect {

    /** What is taken out of the server's modes; TRADITIONAL would bring the zero dates' back. */
    private static final String MODES_LEFT = without(
            "TRADITIONAL", "NO_ZERO_IN_DATE", "NO_ZERO_DATE", "PAD_CHAR_TO_FULL_LENGTH", "EMPTY_STRING_IS_NULL");

    private final Set<Integer> deprecationsSeen = ConcurrentHashMap.newKeySet();

    /** Further settings of a transaction, each with a comma before it. */
    abstract String settings(TransactionSettings settings);

    /** What bounds statements that the server does not; null where it bounds all of them. */
    abstract @Nullable StatementWatchdog watchdog();

    /** The ending of a select that locks the rows of this table alone. */
    abstract String forUpdate(String alias);

    /** The statement that lists the sessions in whose locks on our rows the session {@code :waiting} waits: id, user, command. */
    abstract String blockers();

    @Override
    public String quote(Identifier identifier) {
        return '`' + identifier.name().replace("`", "``") + '`';
    }

    @Override
    public String ours(String table) {
        return "steadfill_" + table;
    }

    @Override
    public SessionStatements statements(Connection connection) {
        return new InnoDbStatements(connection, watchdog(), deprecationsSeen);
    }

    /**
     * {@inheritDoc} Notes are switched off so that what is left are warnings. Zero dates are let through, since rows that have them
     * must be walked and kept; a key of 0 stays 0 in a table that numbers its rows itself, and an empty text an empty text.
     */
    @Override
    public void begin(Connection connection, TransactionSettings settings) throws SQLException {
        long seconds = wholeSeconds(settings.lockTimeout());
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    set session innodb_lock_wait_timeout = %d, session lock_wait_timeout = %d, session time_zone = '+00:00',
                    session sql_notes = 0,
                    session sql_mode = concat(%s, ',STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_VALUE_ON_ZERO')""".formatted(seconds, seconds, MODES_LEFT) + settings(settings));
            if (settings.readOnly()) {
                statement.execute("start transaction read only");
            }
        }
    }

    /** A comma takes a mode's place: under one of them an empty text is null, and so would be all modes. */
    private static String without(String... modes) {
        String left = "@@sql_mode";
        for (String mode : modes) {
            left = "replace(" + left + ", '" + mode + "', ',')";
        }
        return left;
    }

    /** The time in the unit that InnoDB has, rounded up. */
    static long wholeSeconds(Duration time) {
        return Math.max(1, (time.toMillis() + 999) / 1000);
    }

    @Override
    public Failure failure(SQLException error) {
        return InnoDbFailures.of(error);
    }

    @Override
    public Table describe(Session session, TableName name, List<String> walkedBy) {
        return new MySqlCatalog().describe(session, name, walkedBy);
    }

    @Override
    public ChunkSql chunks(Table table) {
        return chunks(table, null);
    }

    @Override
    public ChunkSql chunks(Table table, @Nullable Identifier via) {
        return new InnoDbChunks(this, forUpdate(quote(table.name().table())), table, via);
    }

    @Override
    public Locking transformReads() {
        return Locking.SKIP;
    }

    @Override
    public Instant now(Session session) {
        String now = session.sql("select cast(utc_timestamp(6) as char)")
                .query(String.class)
                .single();
        return LocalDateTime.parse(now.replace(' ', 'T'), DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                .toInstant(ZoneOffset.UTC);
    }

    @Override
    public List<String> targetTables() {
        return TargetScript.read("mysql");
    }

    @Override
    public boolean hasTargetTables(Session session) {
        return session.sql("""
                        select count(*) from information_schema.tables
                        where table_schema = database() and table_name = :name
                        """).param("name", ours("meta")).query(Long.class).single() > 0;
    }

    /**
     * {@inheritDoc} LOCK TABLES commits what the transaction did before, and allows no table but those it names, by no other alias. With
     * autocommit off it waits for every transaction that has written to the table, and the transaction goes on to its own commit.
     */
    @Override
    public void lockAgainstWriters(Session session, TableName table, List<String> ours) throws SQLException {
        StringBuilder locks = new StringBuilder(quote(table)).append(" read");
        ours.forEach(name -> locks.append(", ").append(ours(name)).append(" write"));
        session.afterwards("unlock tables");
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("lock tables " + locks);
        }
    }

    @Override
    public List<String> endBlockers(Session helper, long waitingSession) {
        List<Blocker> blockers = helper.sql(blockers())
                .param("waiting", waitingSession)
                .query((row, n) -> new Blocker(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
        List<String> ended = new ArrayList<>();
        blockers.forEach(blocker -> ended.add(blocker + (end(helper, blocker) ? " ended" : " could not be ended")));
        return ended;
    }

    private static boolean end(Session helper, Blocker blocker) {
        try {
            helper.sql("kill " + blocker.session()).update();
            return true;
        } catch (DataAccessException e) {
            return false;
        }
    }

    @Override
    public long sessionId(Session session) {
        return session.sql("select connection_id()").query(Long.class).single();
    }

    private record Blocker(
            long session, @Nullable String user, @Nullable String command) {
        @Override
        public String toString() {
            return "session " + session + " (" + user + ", " + command + ")";
        }
    }

    @Override
    public boolean hasIndex(Session session, Table table, Identifier index) {
        return session.sql("""
                        select count(*) from information_schema.statistics
                        where table_schema = database() and table_name = :table and index_name = :index
                        """)
                        .param("table", table.name().table().name())
                        .param("index", index.name())
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public boolean seesTriggers(Session session) {
        return MySqlTriggers.areSeen(session);
    }

    @Override
    public Locking walkLocks(boolean mayLeave) {
        // Lock time-outs have whole seconds here, and a deadlock's victim is the smaller transaction, which is the
        // application's.
        return mayLeave ? Locking.SKIP : Locking.NOWAIT;
    }

    @Override
    public List<String> locksHeld(Session session) {
        try {
            return session.sql(
                            "select concat('row locks held: ', trx_rows_locked, ', tables locked: ', trx_tables_locked)"
                                    + " from information_schema.innodb_trx where trx_mysql_thread_id = connection_id()")
                    .query(String.class)
                    .list();
        } catch (DataAccessException e) {
            return List.of("row locks in key order; how many our role may not see (grant PROCESS to show it)");
        }
    }
}
