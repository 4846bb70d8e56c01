package io.steadfill.database.postgresql;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Dialect;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.postgresql.chunks.PostgresChunks;
import io.steadfill.database.postgresql.chunks.PostgresVersions;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.target.TargetScript;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** PostgreSQL 14 and later. Settings are made by {@code set local} only, so that a transaction-mode pooler carries none of them to others. */
public final class PostgresDialect implements Dialect {

    /** The types that a connection for work has to send as bytes, for the driver's setting of that name. */
    public static final String BINARY_TYPES = PostgresVersions.BINARY_TYPES;

    @Override
    public Vendor vendor() {
        return Vendor.POSTGRESQL;
    }

    @Override
    public String quote(Identifier identifier) {
        return '"' + identifier.name().replace("\"", "\"\"") + '"';
    }

    @Override
    public String ours(String table) {
        return "steadfill." + table;
    }

    @Override
    public void begin(Connection connection, TransactionSettings settings) throws SQLException {
        // row_security off turns a policy that would hide rows into an error. Seq scans are priced out because
        // statistics that say
        // "hardly any NULLs left" otherwise make the planner read the whole table for each chunk. A worker is one core
        // of
        // the server, in the proof as well.
        String text = """
                set local transaction isolation level read committed;
                set local row_security = off;
                set local timezone = 'UTC';
                set local datestyle = 'ISO, YMD';
                set local bytea_output = 'hex';
                set local max_parallel_workers_per_gather = 0;
                set local lock_timeout = %d;
                set local statement_timeout = %d;
                set local idle_in_transaction_session_timeout = %d""".formatted(
                        settings.lockTimeout().toMillis(),
                        settings.statementTimeout().toMillis(),
                        settings.idleTimeout().toMillis());
        if (settings.genericPlan()) {
            text +=
                    ";\nset local plan_cache_mode = force_generic_plan;\nset local enable_seqscan = off;\nset local jit = off";
        }
        if (settings.readOnly()) {
            text += ";\nset local transaction_read_only = on";
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Override
    public Failure failure(SQLException error) {
        return PostgresFailures.of(error);
    }

    @Override
    public boolean isRowHiding(SQLException error) {
        return PostgresFailures.isRowHiding(error);
    }

    @Override
    public Table describe(Session session, TableName name, List<String> walkedBy) {
        return new PostgresCatalog().describe(session, name, walkedBy);
    }

    @Override
    public ChunkSql chunks(Table table) {
        return new PostgresChunks(this, table);
    }

    @Override
    public boolean hasIndex(Session session, Table table, Identifier index) {
        return session.sql("""
                        select exists (select 1 from pg_index i join pg_class c on c.oid = i.indexrelid
                        where c.relname = :index and i.indisvalid and i.indrelid = cast(:table as regclass))
                        """)
                .param("index", index.name())
                .param("table", quote(table.name()))
                .query(Boolean.class)
                .single();
    }

    @Override
    public Locking walkLocks(boolean mayLeave) {
        // Our lock time-out lies far below the server's deadlock timeout: we give way first.
        return Locking.WAIT;
    }

    @Override
    public Locking transformReads() {
        return Locking.NONE;
    }

    @Override
    public Instant now(Session session) {
        return session.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Override
    public List<String> targetTables() {
        return TargetScript.read("postgresql");
    }

    @Override
    public boolean hasTargetTables(Session session) {
        return session.sql("select to_regclass('steadfill.meta') is not null")
                .query(Boolean.class)
                .single();
    }

    @Override
    public void lockAgainstWriters(Session session, TableName table, List<String> ours) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("lock table " + quote(table) + " in share mode");
        }
    }

    @Override
    public List<String> endBlockers(Session helper, long waitingSession) {
        return helper.sql("""
                        select 'session ' || b.pid || ' (' || coalesce(a.application_name, '') || ', ' || coalesce(a.state, '') || ')'
                               || case when pg_terminate_backend(b.pid) then ' ended' else ' could not be ended' end
                        from unnest(pg_blocking_pids(:waiting)) as b(pid) left join pg_stat_activity a using (pid)
                        """)
                .param("waiting", (int) waitingSession)
                .query(String.class)
                .list();
    }

    @Override
    public List<String> locksHeld(Session session) {
        return session.sql("""
                        select relation::regclass || ': ' || mode from pg_locks
                        where pid = pg_backend_pid() and locktype = 'relation' and relation::regclass::text not like 'pg_%'
                        order by 1
                        """).query(String.class).list();
    }

    @Override
    public long sessionId(Session session) {
        return session.sql("select pg_backend_pid()").query(Integer.class).single();
    }

    @Override
    public boolean isPooled(Connection connection) throws SQLException {
        return Pooler.isBetween(connection);
    }
}
