package io.steadfill.database.ddl;

import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.ddl.SqlTokens.Token;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import io.steadfill.problem.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: DDL is transactional, but for a few statements that run alone. */
final class PostgresSchemaSql implements SchemaSql {

    @Override
    public void run(Session session, String statement, Duration lockTimeout, Booking booking) throws SQLException {
        session.begin(SchemaSql.unbounded(lockTimeout));
        try {
            SchemaSql.execute(session, statement);
            booking.book(session);
            session.commit();
        } finally {
            session.rollback();
        }
    }

    @Override
    public boolean runsAlone(String statement) {
        List<Token> tokens = SqlTokens.significant(statement, Vendor.POSTGRESQL);
        if (tokens.isEmpty()) {
            return false;
        }
        Token head = tokens.get(0);
        boolean concurrently = tokens.stream().anyMatch(t -> t.is("concurrently"));
        boolean wholeDatabase = tokens.size() > 1
                && (tokens.get(1).is("database")
                        || tokens.get(1).is("tablespace")
                        || tokens.get(1).is("system"));
        return switch (head.text().toLowerCase(Locale.ROOT)) {
            case "vacuum" -> true;
            case "create", "drop", "reindex" -> concurrently || wholeDatabase;
            case "alter" -> wholeDatabase || (concurrently && tokens.stream().anyMatch(t -> t.is("detach")));
            default -> false;
        };
    }

    @Override
    public void runAlone(Session session, String statement, Duration statementTimeout) throws SQLException {
        if (session.dialect().isPooled(session.connection())) {
            runPooled(session, statement);
            return;
        }
        SchemaSql.execute(session, "set lock_timeout = 0");
        SchemaSql.execute(session, "set statement_timeout = " + statementTimeout.toMillis());
        try {
            SchemaSql.execute(session, statement);
        } finally {
            SchemaSql.execute(session, "reset lock_timeout");
            SchemaSql.execute(session, "reset statement_timeout");
        }
    }

    /** A setting of the session would stay with whoever gets the connection next, so the server's own have to do. */
    private static void runPooled(Session session, String statement) throws SQLException {
        String lock = setting(session, "lock_timeout");
        String whole = setting(session, "statement_timeout");
        if (!lock.equals("0") || !whole.equals("0")) {
            throw Problem.SCRIPT_FAILED
                    .with("statement", statement)
                    .says(
                            "a connection pooler stands before the server, where nothing can be set for one session, and its lock_timeout is "
                                    + lock + ", its statement_timeout " + whole
                                    + ": this statement would run into them; give the server's own address for it, then give the same command again");
        }
        SchemaSql.execute(session, statement);
    }

    private static String setting(Session session, String name) {
        return session.sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
    }

    @Override
    public void lock(Session session, List<TableName> tables) throws SQLException {
        // Exclusive from the start: a weaker lock raised later by the DDL would deadlock with a reader that wants to
        // write.
        for (TableName table : tables) {
            SchemaSql.execute(session, "lock table " + session.dialect().quote(table) + " in access exclusive mode");
        }
    }

    @Override
    public void together(
            Session session, Session ledger, List<TableName> tables, Duration lockTimeout, List<Step> steps)
            throws SQLException {
        session.begin(SchemaSql.unbounded(lockTimeout));
        try {
            lock(session, tables);
            for (Step step : steps) {
                SchemaSql.execute(session, step.statement());
                step.booking().book(session);
            }
            session.commit();
        } finally {
            session.rollback();
        }
    }

    @Override
    public boolean holdsLocksOverDdl() {
        return true;
    }

    @Override
    public boolean claim(Session session) throws SQLException {
        session.begin(
                new TransactionSettings(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ZERO, false, false));
        // A lock of the transaction, not of the session, also holds behind a pooler that hands connections on after
        // each transaction.
        boolean got = session.sql("select pg_try_advisory_xact_lock(hashtextextended('steadfill.schema', 0))")
                .query(Boolean.class)
                .single();
        // A query's snapshot lives until the next statement, and an index built concurrently would wait for it for
        // ever.
        SchemaSql.execute(session, "set local statement_timeout = 0");
        return got;
    }

    @Override
    public void release(Session session) throws SQLException {
        session.rollback();
    }

    @Override
    public List<String> blockers(Session helper, long waitingSession) {
        return helper.sql("""
                        select 'session ' || a.pid || ' of ' || coalesce(a.usename, '?')
                               || coalesce(' (' || nullif(a.application_name, '') || ')', '') || ', ' || coalesce(a.state, '?')
                               || coalesce(', in a transaction for '
                                  || extract(epoch from date_trunc('second', clock_timestamp() - a.xact_start)) || ' s', '')
                        from unnest(pg_blocking_pids(cast(:waiting as integer))) b(pid)
                        join pg_stat_activity a on a.pid = b.pid
                        """)
                .param("waiting", waitingSession)
                .query(String.class)
                .list();
    }

    @Override
    public Optional<String> constraint(Session session, TableName table, Identifier name) {
        // Validating it changes its text but not what it keeps out.
        return session.sql("""
                        select 'constraint ' || oid || ' ' || replace(pg_get_constraintdef(oid), ' NOT VALID', '')
                        from pg_constraint where conrelid = to_regclass(:table) and conname = :name
                        """)
                .param("table", session.dialect().quote(table))
                .param("name", name.name())
                .query(String.class)
                .optional();
    }

    @Override
    public Optional<String> trigger(Session session, @Nullable TableName table, Identifier name) {
        return session.sql("""
                        select 'trigger ' || t.oid || ' ' || pg_get_triggerdef(t.oid) || ' ' || md5(p.prosrc)
                        from pg_trigger t join pg_proc p on p.oid = t.tgfoid
                        where t.tgname = :name and t.tgenabled in ('O', 'A')
                          and (cast(:table as text) is null or t.tgrelid = to_regclass(:table))
                        """)
                .param("table", table == null ? null : session.dialect().quote(table))
                .param("name", name.name())
                .query(String.class)
                .optional();
    }

    @Override
    public boolean hasTable(Session session, TableName table) {
        return session.sql("select to_regclass(:table) is not null")
                .param("table", session.dialect().quote(table))
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean hasColumn(Session session, TableName table, Identifier column) {
        return session.sql("""
                        select exists (select from pg_attribute
                                       where attrelid = to_regclass(:table) and attname = :name and not attisdropped)
                        """)
                .param("table", session.dialect().quote(table))
                .param("name", column.name())
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean hasIndex(Session session, TableName table, Identifier index) {
        return session.sql("""
                        select exists (select from pg_index where indexrelid = to_regclass(:index) and indisvalid)
                        """)
                .param("index", session.dialect().quote(new TableName(table.schema(), index)))
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean isRunning(Session session, String statement) {
        return session.sql("""
                        select exists (select from pg_stat_activity
                                       where pid <> pg_backend_pid() and state = 'active'
                                         and query = left(:statement, length(query)) and length(query) > 0
                                         and datname = current_database())
                        """)
                .param("statement", statement)
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<String> leftovers(Session session, TableName table, Identifier index) {
        return session.sql("""
                        select format('drop index concurrently if exists %I.%I', n.nspname, c.relname)
                        from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
                        where not i.indisvalid and c.relkind = 'i'
                          and (c.oid = to_regclass(:index)
                               or i.indrelid = to_regclass(:table) and c.relname ~ '_cc(new|old)[0-9]*$')
                        """)
                .param("index", session.dialect().quote(new TableName(table.schema(), index)))
                .param("table", session.dialect().quote(table))
                .query(String.class)
                .list();
    }

    @Override
    public List<String> silentActions(Session session, TableName table, Set<String> columns, boolean deletes) {
        // The actions of foreign keys run as statements here: they fire triggers and obey constraints.
        return List.of();
    }
}
