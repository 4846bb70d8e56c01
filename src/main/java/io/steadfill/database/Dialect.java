package io.steadfill.database;

import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Locking;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between database products; everything else is written once. */
public interface Dialect {

    Vendor vendor();

    String quote(Identifier identifier);

    default String quote(TableName table) {
        return table.schema() == null ? quote(table.table()) : quote(table.schema()) + "." + quote(table.table());
    }

    /** The name of one of our own tables in a target, such as {@code steadfill.partition} or {@code steadfill_partition}. */
    String ours(String table);

    /** Applies the settings of a transaction that has just begun, in one round trip. */
    void begin(Connection connection, TransactionSettings settings) throws SQLException;

    /** What runs the statements of a session on this connection. */
    default SessionStatements statements(Connection connection) {
        return new SessionStatements(connection);
    }

    /** What an error means; the code and state are the server's. */
    Failure failure(SQLException error);

    /** Whether an error means that a row security policy would have hidden rows from the statement. */
    default boolean isRowHiding(SQLException error) {
        return false;
    }

    /**
     * Describes a table.
     *
     * @throws io.steadfill.problem.ProblemException when there is none, or it cannot be walked safely, with the reason
     */
    default Table describe(Session session, TableName name) {
        return describe(session, name, List.of());
    }

    /**
     * Describes a table as it was walked before.
     *
     * @param walkedBy the names of the columns that its key must have; empty for the best key there is
     * @throws io.steadfill.problem.ProblemException KEYSET_NOT_INDEXED when no unique index that can be walked has them; as above otherwise
     */
    Table describe(Session session, TableName name, List<String> walkedBy);

    ChunkSql chunks(Table table);

    /** Whether the table has a valid index of this name. */
    boolean hasIndex(Session session, Table table, Identifier index);

    /**
     * How a walk locks rows before it works on them, so that the application is never the one that pays.
     *
     * @param mayLeave whether a locked row may be left to a sweep
     */
    Locking walkLocks(boolean mayLeave);

    /** How a transform reads the rows that it writes back: without a lock where a row has a version to guard by. */
    Locking transformReads();

    /** The same, where reads may also go by the index {@code via}, which holds what remains to be done. */
    default ChunkSql chunks(Table table, @Nullable Identifier via) {
        return chunks(table);
    }

    /** The server's clock, in UTC. */
    Instant now(Session session);

    /** The statements that make our own tables in a target, in order. */
    List<String> targetTables();

    /** Whether our tables are in the target. */
    boolean hasTargetTables(Session session);

    /**
     * Makes all other transactions that write to the table finish and keeps new ones out until this transaction ends. It must be the
     * transaction's first statement, and the transaction may use no other tables than this one and those of {@code ours}, each by its
     * bare name.
     *
     * @param ours our own tables that the same transaction writes, such as {@code partition}
     * @throws SQLException {@link Failure#LOCKED} when writers do not finish within the lock time-out
     */
    void lockAgainstWriters(Session session, TableName table, List<String> ours) throws SQLException;

    /** Ends the sessions that the server says block this session's wait for one of our own rows; returns what was ended, in words. */
    List<String> endBlockers(Session helper, long waitingSession);

    /** Whether our role would see a table's triggers if there were any. */
    default boolean seesTriggers(Session session) {
        return true;
    }

    /** The locks that this session's transaction holds, in the server's words; for showing. */
    List<String> locksHeld(Session session);

    /** The server's number for this session. */
    long sessionId(Session session);

    /** Whether a pooler stands between us and the server, so that nothing may be left in a session; only PostgreSQL's are told. */
    default boolean isPooled(Connection connection) throws SQLException {
        return false;
    }
}
