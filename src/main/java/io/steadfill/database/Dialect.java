package io.steadfill.database;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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
    Table describe(Session session, TableName name);

    ChunkSql chunks(Table table);

    /** How a transform reads the rows that it writes back: without a lock where a row has a version to guard by. */
    Locking transformReads();

    /** The server's clock, in UTC. */
    java.time.Instant now(Session session);

    /** The statements that make our own tables in a target, in order. */
    List<String> targetTables();

    /** Whether our tables are in the target. */
    boolean hasTargetTables(Session session);

    /** Makes all other transactions that write to the table finish and keeps new ones out until this transaction ends. */
    void lockAgainstWriters(Session session, TableName table) throws SQLException;

    /** Ends the sessions that the server says block this session's wait for one of our own rows; returns what was ended, in words. */
    List<String> endBlockers(Session helper, long waitingSession);

    /** The server's number for this session. */
    long sessionId(Session session);
}
