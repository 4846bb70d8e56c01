package io.steadfill.database.doctor;

import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.vitals.StandbysSeen;
import io.steadfill.database.vitals.Vitals;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** What the doctor looks at in a PostgreSQL server. */
final class PostgresChecks {

    /** Work, bookkeeping and scripts of one process with a few workers. */
    private static final int CONNECTIONS_WANTED = 10;

    private PostgresChecks() {}

    static Map<String, Check> all() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("the version", PostgresChecks::version);
        checks.put("whether this is a primary", PostgresChecks::primary);
        checks.put("poolers", PostgresChecks::pooler);
        checks.put("settings", PostgresChecks::settings);
        checks.put("connections", PostgresChecks::connections);
        checks.put("standbys", PostgresChecks::standbys);
        checks.put("old transactions", PostgresChecks::oldTransactions);
        checks.put("rights", PostgresRightsChecks::rights);
        checks.put("our own tables' rights", PostgresRightsChecks::ours);
        checks.put("indexes", PostgresChecks::invalidIndexes);
        return checks;
    }

    private static List<Finding> version(Session session) {
        return List.of(Finding.green("PostgreSQL " + one(session, "show server_version")));
    }

    private static List<Finding> primary(Session session) {
        if (session.sql("select pg_is_in_recovery()").query(Boolean.class).single()) {
            return List.of(Finding.red(
                    "this server is a standby",
                    "nothing can be written here",
                    "give the primary's URL, or several hosts: targetServerType=primary is set for you"));
        }
        return one(session, "show default_transaction_read_only").equals("on")
                ? List.of(Finding.red(
                        "default_transaction_read_only is on",
                        "writes fail",
                        "set it off for our role: alter role ... set default_transaction_read_only = off"))
                : List.of();
    }

    /** A pooler hands out a process number of its own when it connects. */
    private static List<Finding> pooler(Session session) throws SQLException {
        PGConnection connection = session.connection().unwrap(PGConnection.class);
        return pooler(connection.getBackendPID(), session.dialect().sessionId(session));
    }

    static List<Finding> pooler(long told, long actual) {
        return told == actual
                ? List.of(Finding.green("no pooler stands between us and the server"))
                : List.of(
                        Finding.amber(
                                "a connection pooler stands between us and the server",
                                "chunks are safe behind one, also in transaction mode, and nothing is prepared there; companion scripts with "
                                        + "CONCURRENTLY run under the server's own lock_timeout and statement_timeout, and are refused where it sets one",
                                "give the server's own address where such scripts are to run; every statement is a little dearer behind a pooler"));
    }

    private static List<Finding> settings(Session session) {
        List<Finding> findings = new ArrayList<>();
        long deadlock = millis(session, "deadlock_timeout");
        long lock = TransactionSettings.CHUNK.lockTimeout().toMillis();
        if (deadlock <= lock) {
            findings.add(Finding.amber(
                    "deadlock_timeout is " + deadlock + " ms, our lock timeout " + lock + " ms",
                    "in a deadlock with us the server may end the application's transaction instead of ours",
                    "set deadlock_timeout back to its default of 1 s"));
        }
        if (millis(session, "idle_in_transaction_session_timeout") == 0) {
            findings.add(Finding.amber(
                    "idle_in_transaction_session_timeout is 0",
                    "a transaction that an application forgets keeps its locks for ever, and a run waits for it",
                    "set it to a few minutes for the applications' roles; ours sets its own"));
        }
        if (one(session, "show fsync").equals("off")) {
            findings.add(
                    Finding.red("fsync is off", "a crash can destroy the database, checkpoints included", "set it on"));
        }
        String isolation = one(session, "show default_transaction_isolation");
        findings.add(
                isolation.equals("read committed")
                        ? Finding.green("default isolation is read committed")
                        : Finding.amber(
                                "default isolation is " + isolation,
                                "chunks set read committed themselves; triggers of yours may expect otherwise",
                                "read the table's triggers before a run"));
        return findings;
    }

    private static List<Finding> connections(Session session) {
        long free = session.sql("""
                        select least(current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                                     - (select count(*) from pg_stat_activity where backend_type = 'client backend'),
                                     (select case when rolconnlimit < 0 then 1000000 else rolconnlimit end
                                             - (select count(*) from pg_stat_activity where usename = current_user)
                                      from pg_roles where rolname = current_user))
                        """).query(Long.class).single();
        return headroom(free);
    }

    static List<Finding> headroom(long free) {
        return free >= CONNECTIONS_WANTED
                ? List.of(Finding.green("there are connections to spare"))
                : List.of(Finding.amber(
                        "only " + Math.max(0, free) + " connections are free",
                        "a run takes up to " + CONNECTIONS_WANTED + ", and the application may find none",
                        "raise max_connections or the role's limit, or run with one worker"));
    }

    private static List<Finding> standbys(Session session) {
        Vitals vitals = Vitals.of(session.dialect().vendor());
        StandbysSeen seen = vitals.standbys(session);
        if (seen.hidden()) {
            return List.of(Finding.amber(
                    "this primary has standbys whose position our role may not read",
                    "their lag is not watched",
                    vitals.grantNeeded()));
        }
        return List.of(Finding.green(
                seen.standbys().isEmpty()
                        ? "no standby is seen, so replica lag is not watched unless replicas are configured"
                        : seen.standbys().size() + " standbys are seen and watched"));
    }

    private static List<Finding> oldTransactions(Session session) {
        return session.sql("""
                        select 'session ' || pid || ' (' || coalesce(usename, '?') || ', ' || coalesce(state, '?') || ') has had a transaction open for '
                               || extract(epoch from clock_timestamp() - xact_start)::int / 60 || ' minutes'
                        from pg_stat_activity
                        where xact_start < clock_timestamp() - interval '5 minutes' and backend_type = 'client backend' and pid <> pg_backend_pid()
                        order by xact_start limit 10
                        """).query(String.class).list().stream()
                .map(what -> Finding.amber(
                        what,
                        "its locks make runs wait, and dead rows pile up behind it",
                        "find its owner, or end it with pg_terminate_backend"))
                .toList();
    }

    private static List<Finding> invalidIndexes(Session session) {
        return session.sql("""
                        select x.indexrelid::regclass::text from pg_index x join pg_class c on c.oid = x.indexrelid
                        where not x.indisvalid and c.relkind = 'i' order by 1 limit 20
                        """).query(String.class).list().stream()
                .map(index -> Finding.amber(
                        "index " + index + " is not valid",
                        "a CREATE INDEX CONCURRENTLY failed: it costs every write and serves no read",
                        "drop index concurrently " + index + ", then create it again"))
                .toList();
    }

    private static long millis(Session session, String setting) {
        return session.sql("select setting::bigint from pg_settings where name = :name")
                .param("name", setting)
                .query(Long.class)
                .single();
    }

    private static String one(Session session, String sql) {
        return session.sql(sql).query(String.class).single();
    }
}
