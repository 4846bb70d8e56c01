package io.steadfill.database.ddl;

import io.steadfill.database.Session;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** MySQL: each DDL statement commits by itself, what is open before it included. */
class MySqlSchemaSql implements SchemaSql {

    /** 24 days, the most that a server takes on every system. */
    private static final int IDLE_SECONDS_MAX = 2_147_483;

    /** Rows that we move keep a key of 0; but what a script inserts is numbered as the server would, and so is what its triggers do for ever. */
    private static final String NUMBERING = """
            set session sql_mode = if(find_in_set('NO_AUTO_VALUE_ON_ZERO', @@global.sql_mode) > 0, @@sql_mode,
            replace(@@sql_mode, 'NO_AUTO_VALUE_ON_ZERO', ''))""";

    /** {@inheritDoc} Strictness matters: without it a change to NOT NULL would store empty texts and zeros in silence. */
    @Override
    public void run(Session session, String statement, Duration lockTimeout, Booking booking) throws SQLException {
        session.begin(SchemaSql.unbounded(lockTimeout));
        try {
            SchemaSql.execute(session, NUMBERING);
            SchemaSql.execute(session, statement);
            booking.book(session);
            session.commit();
        } finally {
            session.rollback();
        }
    }

    @Override
    public boolean runsAlone(String statement) {
        return false;
    }

    @Override
    public void runAlone(Session session, String statement, Duration statementTimeout) {
        throw new IllegalStateException("no statement runs alone here");
    }

    @Override
    public void lock(Session session, List<TableName> tables) throws SQLException {
        throw new SQLException("a table lock does not outlive the DDL that would need it");
    }

    @Override
    public void together(
            Session session, Session ledger, List<TableName> tables, Duration lockTimeout, List<Step> steps)
            throws SQLException {
        String locks = tables.stream()
                .map(table -> session.dialect().quote(table) + " write")
                .collect(Collectors.joining(", "));
        // Its settings outlive the transaction, in which no lock could be held: the first DDL would end it.
        session.begin(SchemaSql.unbounded(lockTimeout));
        SchemaSql.execute(session, NUMBERING);
        session.commit();
        SchemaSql.execute(session, "lock tables " + locks);
        try {
            for (int i = 0; i < steps.size(); i++) {
                step(session, ledger, steps.get(i), i);
            }
        } finally {
            SchemaSql.execute(session, "unlock tables");
        }
    }

    /** What an earlier step did stays, so a busy lock is no reason to begin with the first again. */
    private static void step(Session session, Session ledger, Step step, int number) throws SQLException {
        try {
            SchemaSql.execute(session, step.statement());
        } catch (SQLException e) {
            throw number == 0
                    ? e
                    : new SQLException(e.getMessage() + " (the statements before it are in force)", "HY000", 0, e);
        }
        step.booking().book(ledger);
    }

    @Override
    public boolean holdsLocksOverDdl() {
        return false;
    }

    /** {@inheritDoc} The session says nothing until the last statement is over, which may be longer than the server lets one be idle. */
    @Override
    public boolean claim(Session session) throws SQLException {
        Integer got = session.sql("select get_lock(concat('steadfill.', left(sha2(database(), 256), 40)), 0)")
                .query(Integer.class)
                .single();
        if (got != 1) {
            return false;
        }
        SchemaSql.execute(
                session,
                "set @steadfill_wait_timeout = @@session.wait_timeout, session wait_timeout = " + IDLE_SECONDS_MAX);
        return true;
    }

    @Override
    public void release(Session session) throws SQLException {
        session.sql("select release_lock(concat('steadfill.', left(sha2(database(), 256), 40)))")
                .query(Integer.class)
                .optional();
        SchemaSql.execute(session, "set session wait_timeout = @steadfill_wait_timeout");
    }

    @Override
    public List<String> blockers(Session helper, long waitingSession) {
        return helper.sql("""
                        select distinct concat('session ', t.processlist_id, ' of ', coalesce(t.processlist_user, '?'), '@',
                                               coalesce(t.processlist_host, '?'), ', ', lower(t.processlist_command), ' for ',
                                               coalesce(t.processlist_time, 0), ' s')
                        from performance_schema.threads wt
                        join performance_schema.metadata_locks w on w.owner_thread_id = wt.thread_id and w.lock_status = 'PENDING'
                        join performance_schema.metadata_locks h on h.object_type = w.object_type
                             and h.object_schema <=> w.object_schema and h.object_name <=> w.object_name
                             and h.lock_status = 'GRANTED' and h.owner_thread_id <> w.owner_thread_id
                        join performance_schema.threads t on t.thread_id = h.owner_thread_id
                        where wt.processlist_id = :waiting
                        """)
                .param("waiting", waitingSession)
                .query(String.class)
                .list();
    }

    @Override
    public Optional<String> constraint(Session session, TableName table, Identifier name) {
        return session.sql("""
                        select concat('constraint ', constraint_name) from information_schema.table_constraints
                        where table_schema = coalesce(:schema, database()) and table_name = :table and constraint_name = :name
                        """)
                .param("schema", schema(table))
                .param("table", table.table().name())
                .param("name", name.name())
                .query(String.class)
                .optional();
    }

    @Override
    public Optional<String> trigger(Session session, @Nullable TableName table, Identifier name) {
        return session.sql("""
                        select concat('trigger ', trigger_name, ' ', sha2(concat_ws(' ', action_timing, event_manipulation,
                                      event_object_table, action_statement, created), 256))
                        from information_schema.triggers
                        where trigger_schema = coalesce(:schema, database())
                          and event_object_table = coalesce(:table, event_object_table)
                          and trigger_name = :name
                        """)
                .param("schema", table == null ? null : schema(table))
                .param("table", table == null ? null : table.table().name())
                .param("name", name.name())
                .query(String.class)
                .optional();
    }

    @Override
    public boolean hasTable(Session session, TableName table) {
        return count(session, "information_schema.tables", table, "table_name", table.table()) > 0;
    }

    @Override
    public boolean hasColumn(Session session, TableName table, Identifier column) {
        return count(session, "information_schema.columns", table, "column_name", column) > 0;
    }

    @Override
    public boolean hasIndex(Session session, TableName table, Identifier index) {
        return count(session, "information_schema.statistics", table, "index_name", index) > 0;
    }

    private static long count(Session session, String view, TableName table, String column, Identifier name) {
        return session.sql("select count(*) from " + view
                        + " where table_schema = coalesce(:schema, database()) and table_name = :table and " + column
                        + " = :name")
                .param("schema", schema(table))
                .param("table", table.table().name())
                .param("name", name.name())
                .query(Long.class)
                .single();
    }

    @Override
    public boolean isRunning(Session session, String statement) {
        return session.sql("""
                        select count(*) from information_schema.processlist
                        where id <> connection_id() and db = database() and info = :statement
                        """).param("statement", statement).query(Long.class).single() > 0;
    }

    @Override
    public List<String> leftovers(Session session, TableName table, Identifier index) {
        return List.of();
    }

    @Override
    public List<String> silentActions(Session session, TableName table, Set<String> columns, boolean deletes) {
        return session
                .sql("""
                        select r.constraint_name, r.update_rule, r.delete_rule, k.column_name, r.referenced_table_name
                        from information_schema.referential_constraints r
                        join information_schema.key_column_usage k
                          on k.constraint_schema = r.constraint_schema and k.constraint_name = r.constraint_name
                             and k.table_name = r.table_name
                        where r.constraint_schema = coalesce(:schema, database()) and r.table_name = :table
                        """)
                .param("schema", schema(table))
                .param("table", table.table().name())
                .query((row, number) -> new Action(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .list()
                .stream()
                .filter(a -> a.matters(columns, deletes))
                .map(a ->
                        "foreign key " + a.name + " of " + table + " writes " + a.column + " when a row of " + a.parent
                                + " changes (on update " + a.onUpdate.toLowerCase(Locale.ROOT) + ", on delete "
                                + a.onDelete.toLowerCase(Locale.ROOT) + "), and no trigger sees that")
                .toList();
    }

    private record Action(String name, String onUpdate, String onDelete, String column, String parent) {

        boolean matters(Set<String> columns, boolean deletes) {
            boolean writes = !quiet(onUpdate) || (!quiet(onDelete) && !cascades());
            return (writes && columns.contains(column.toLowerCase(Locale.ROOT))) || (deletes && cascades());
        }

        private boolean cascades() {
            return onDelete.equals("CASCADE");
        }

        private static boolean quiet(String rule) {
            return rule.equals("NO ACTION") || rule.equals("RESTRICT");
        }
    }

    private static @Nullable String schema(TableName table) {
        return table.schema() == null ? null : table.schema().name();
    }
}
