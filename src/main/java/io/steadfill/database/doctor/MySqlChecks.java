package io.steadfill.database.doctor;

import io.steadfill.database.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the doctor looks at in a MySQL or MariaDB server. */
final class MySqlChecks {

    /** Twice the bytes that a chunk may carry, since binary values travel in hex. */
    private static final long PACKET_WANTED = 32L << 20;

    /** Modes that give SQL another meaning than its author may have had in mind. */
    private static final List<String> ODD_MODES = List.of(
            "ANSI_QUOTES",
            "PIPES_AS_CONCAT",
            "NO_BACKSLASH_ESCAPES",
            "HIGH_NOT_PRECEDENCE",
            "EMPTY_STRING_IS_NULL",
            "SIMULTANEOUS_ASSIGNMENT",
            "ORACLE");

    private MySqlChecks() {}

    static Map<String, Check> all() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put(
                "the version",
                session -> List.of(Finding.green(session.dialect().vendor().key() + " "
                        + variables(session).get("version"))));
        checks.put("settings", session -> judge(variables(session)));
        checks.put("connections", MySqlChecks::connections);
        checks.put("old transactions", MySqlChecks::oldTransactions);
        checks.put("engines", MySqlChecks::engines);
        checks.put("rights", MySqlChecks::rights);
        return checks;
    }

    /** What the server's global variables mean for us. */
    static List<Finding> judge(Map<String, String> variables) {
        List<Finding> findings = new ArrayList<>(primary(variables));
        findings.addAll(binaryLog(variables));
        findings.addAll(mode(variables));
        findings.addAll(settings(variables));
        return findings;
    }

    private static List<Finding> primary(Map<String, String> set) {
        return isOn(set, "read_only") || isOn(set, "super_read_only")
                ? List.of(Finding.red(
                        "this server is read-only", "nothing can be written here", "give the primary's URL"))
                : List.of();
    }

    private static List<Finding> binaryLog(Map<String, String> set) {
        if (!isOn(set, "log_bin")) {
            return List.of(Finding.green("no binary log is kept"));
        }
        String format = set.getOrDefault("binlog_format", "ROW");
        return format.equalsIgnoreCase("STATEMENT")
                ? List.of(Finding.red(
                        "binlog_format is STATEMENT",
                        "InnoDB refuses writes under READ COMMITTED then, and REPEATABLE READ would lock rows beyond a chunk",
                        "set global binlog_format = 'ROW' (or MIXED), then connect anew"))
                : List.of(Finding.green("binlog_format is " + format));
    }

    private static List<Finding> mode(Map<String, String> set) {
        String mode = set.getOrDefault("sql_mode", "").toUpperCase(Locale.ROOT);
        List<Finding> findings = new ArrayList<>();
        if (!mode.contains("STRICT_ALL_TABLES") && !mode.contains("STRICT_TRANS_TABLES")) {
            findings.add(Finding.amber(
                    "the server's sql_mode is not strict",
                    "we set it for ourselves, but the application's values may have been cut short without an error",
                    "look for cut values before a job trusts them; set global sql_mode with STRICT_TRANS_TABLES"));
        }
        List<String> modes = List.of(mode.split(",", -1));
        List<String> odd = ODD_MODES.stream().filter(modes::contains).toList();
        if (!odd.isEmpty()) {
            findings.add(Finding.amber(
                    "the server's sql_mode has " + String.join(", ", odd),
                    "expressions in jobs mean something else than on other servers",
                    "try each job with plan on this server"));
        }
        return findings;
    }

    private static List<Finding> settings(Map<String, String> set) {
        List<Finding> findings = new ArrayList<>();
        long packet = number(set, "max_allowed_packet");
        if (packet < PACKET_WANTED) {
            findings.add(Finding.amber(
                    "max_allowed_packet is " + (packet >> 20) + " MiB",
                    "wide rows make a chunk's statement larger than that, and it fails",
                    "set global max_allowed_packet = " + PACKET_WANTED));
        }
        if (set.containsKey("innodb_deadlock_detect") && !isOn(set, "innodb_deadlock_detect")) {
            findings.add(Finding.amber(
                    "innodb_deadlock_detect is off",
                    "a deadlock lasts until the lock wait timeout of " + set.get("innodb_lock_wait_timeout") + " s",
                    "set it on while runs work"));
        }
        if (!"1".equals(set.get("innodb_flush_log_at_trx_commit"))) {
            findings.add(Finding.amber(
                    "innodb_flush_log_at_trx_commit is " + set.get("innodb_flush_log_at_trx_commit"),
                    "a crash takes back the last second; data and checkpoint go together, so a run goes on rightly",
                    "set it to 1 where an acknowledged change must survive"));
        }
        findings.add(Finding.green("innodb_lock_wait_timeout is " + set.get("innodb_lock_wait_timeout")
                + " s, lower_case_table_names is " + set.get("lower_case_table_names")));
        return findings;
    }

    private static List<Finding> connections(Session session) {
        long connected = session.sql("show global status like 'Threads_connected'")
                .query((row, i) -> row.getLong(2))
                .single();
        return PostgresChecks.headroom(number(variables(session), "max_connections") - connected);
    }

    private static List<Finding> oldTransactions(Session session) {
        // trx_started is in the server's own time zone, whatever the session's.
        return session.sql("""
                        select concat('session ', trx_mysql_thread_id, ' has had a transaction open for ',
                                      timestampdiff(minute, trx_started, convert_tz(now(), @@session.time_zone, 'SYSTEM')), ' minutes')
                        from information_schema.innodb_trx
                        where timestampdiff(minute, trx_started, convert_tz(now(), @@session.time_zone, 'SYSTEM')) >= 5
                          and trx_mysql_thread_id <> connection_id()
                        order by trx_started limit 10
                        """).query(String.class).list().stream()
                .map(what -> Finding.amber(
                        what,
                        "its locks make runs wait, and old versions pile up behind it",
                        "find its owner, or kill it"))
                .toList();
    }

    private static List<Finding> engines(Session session) {
        return session.sql("""
                        select concat('table ', table_name, ' is stored by ', engine) from information_schema.tables
                        where table_schema = database() and engine <> 'InnoDB' order by 1 limit 20
                        """).query(String.class).list().stream()
                .map(what -> Finding.amber(
                        what,
                        "its changes cannot be rolled back, so jobs on it, and on tables whose triggers name it, are refused",
                        "alter table ... engine = InnoDB"))
                .toList();
    }

    private static List<Finding> rights(Session session) {
        return session.dialect().seesTriggers(session)
                ? List.of()
                : List.of(Finding.amber(
                        "our role has no TRIGGER right",
                        "it cannot see triggers, and so not what they do to a job's rows",
                        "grant trigger on the database to our role"));
    }

    private static Map<String, String> variables(Session session) {
        Map<String, String> variables = new TreeMap<>();
        session.sql("show global variables")
                .query((row, i) -> variables.put(row.getString(1), row.getString(2)))
                .list();
        return variables;
    }

    private static boolean isOn(Map<String, String> variables, String name) {
        String value = variables.getOrDefault(name, "OFF");
        return value.equalsIgnoreCase("ON") || value.equals("1");
    }

    private static long number(Map<String, String> variables, String name) {
        return Long.parseLong(variables.getOrDefault(name, "0"));
    }
}
