package io.steadfill.database.ddl;

import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What companion scripts need of a server: statements run under short lock time-outs, and questions to its catalog. */
public interface SchemaSql {

    /** What is written about a statement right after it. */
    @FunctionalInterface
    interface Booking {
        void book(Session session) throws SQLException;
    }

    /** One of several statements that belong together. */
    record Step(String statement, Booking booking) {}

    static SchemaSql of(Vendor vendor) {
        return switch (vendor) {
            case POSTGRESQL -> new PostgresSchemaSql();
            case MYSQL -> new MySqlSchemaSql();
            case MARIADB -> new MariaDbSchemaSql();
        };
    }

    /**
     * Runs one statement and then the booking, and commits both: as one where the server can, else one after the other. On an error
     * nothing is open any more.
     */
    void run(Session session, String statement, Duration lockTimeout, Booking booking) throws SQLException;

    /** Whether the server refuses the statement inside a transaction. */
    boolean runsAlone(String statement);

    /** Runs one statement that {@link #runsAlone}: no lock time-out, since such a statement waits without standing in anybody's way. */
    void runAlone(Session session, String statement, Duration statementTimeout) throws SQLException;

    /**
     * Locks tables against everybody else until the open transaction ends.
     *
     * @throws SQLException also where DDL would end the transaction, so that no lock can be held over it
     */
    void lock(Session session, List<TableName> tables) throws SQLException;

    /**
     * Runs statements while nobody else gets at the tables, each followed by its booking. Where the server undoes nothing of this, an
     * error after the first statement says so.
     *
     * @param ledger a second session, for servers where the first sees no other tables meanwhile
     */
    void together(Session session, Session ledger, List<TableName> tables, Duration lockTimeout, List<Step> steps)
            throws SQLException;

    /** Whether DDL belongs to the open transaction, so that a table lock can be held over proof and change. */
    boolean holdsLocksOverDdl();

    /** Takes, without waiting, the right to be the only one that runs scripts here, until it is released or this session ends. */
    boolean claim(Session session) throws SQLException;

    /** Gives the claim back. */
    void release(Session session) throws SQLException;

    /** Who stands in the way of a waiting session, one sentence each; empty where the server does not tell. */
    List<String> blockers(Session helper, long waitingSession);

    /** What tells a constraint from any later one of the same name; empty when there is none. */
    Optional<String> constraint(Session session, TableName table, Identifier name);

    /**
     * What tells a trigger that is in force from any other, its text included; empty when there is none.
     *
     * @param table null where trigger names are unique without it
     */
    Optional<String> trigger(Session session, @Nullable TableName table, Identifier name);

    boolean hasTable(Session session, TableName table);

    boolean hasColumn(Session session, TableName table, Identifier column);

    /** Whether there is a usable index of this name; an invalid one does not count. */
    boolean hasIndex(Session session, TableName table, Identifier index);

    /** Whether another session is running exactly this statement now. */
    boolean isRunning(Session session, String statement);

    /** The statements that remove what an interrupted statement over {@code index} left behind; empty where nothing is left. */
    List<String> leftovers(Session session, TableName table, Identifier index);

    /**
     * Foreign keys whose actions write or delete rows of {@code table} without firing a trigger, one sentence each.
     *
     * @param columns the columns that matter; names in lower case
     * @param deletes whether a deleted row matters too
     */
    List<String> silentActions(Session session, TableName table, Set<String> columns, boolean deletes);

    /**
     * What DDL lives under: it may run for days once it has its lock. Between two statements its owner only books a row; longer than a
     * minute means that it hangs.
     */
    static TransactionSettings unbounded(Duration lockTimeout) {
        return new TransactionSettings(lockTimeout, Duration.ofDays(7), Duration.ofMinutes(1), false, false);
    }

    /** Runs a user's statement as it stands: no parameters, no JDBC escapes. */
    static void execute(Session session, String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
