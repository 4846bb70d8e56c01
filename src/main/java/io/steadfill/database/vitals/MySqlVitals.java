package io.steadfill.database.vitals;

import io.steadfill.database.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * MySQL and MariaDB by binary log positions where the replica copies straight from the primary, else by the seconds that the replica tells,
 * which are 0 while it has not fetched what is new.
 */
final class MySqlVitals implements Vitals {

    /** A log file is smaller than a terabyte, so file number and position fit in one ordered number. */
    private static final int POSITION_BITS = 40;

    /** Access denied, the privilege REPLICATION CLIENT or BINLOG MONITOR is missing. */
    private static final int PRIVILEGE_MISSING = 1227;

    private static final String MYSQL_WAITS = """
            with me as (
                select t.processlist_user as user,
                       (select a.attr_value from performance_schema.session_connect_attrs a
                        where a.processlist_id = connection_id() and a.attr_name = 'program_name') as program
                from performance_schema.threads t
                where t.processlist_id = connection_id()
            ), ours as (
                select t.thread_id from performance_schema.threads t join me on t.processlist_user = me.user
                where me.program is null or me.program = (
                    select a.attr_value from performance_schema.session_connect_attrs a
                    where a.processlist_id = t.processlist_id and a.attr_name = 'program_name')
            )
            select count(distinct w.requesting_thread_id)
            from performance_schema.data_lock_waits w
            where w.blocking_thread_id in (select thread_id from ours)
              and (w.requesting_thread_id not in (select thread_id from ours) or (select program from me) is null)
            """;

    /** MariaDB's lock tables know the role of a session, not its program. */
    private static final String MARIADB_WAITS = """
            select count(distinct w.requesting_trx_id)
            from information_schema.innodb_lock_waits w
            join information_schema.innodb_trx b on b.trx_id = w.blocking_trx_id
            join information_schema.processlist p on p.id = b.trx_mysql_thread_id
            where p.user = substring_index(session_user(), '@', 1)
            """;

    private final String waits;
    private final String grant;
    private final boolean mariaDb;

    private MySqlVitals(String waits, String grant, boolean mariaDb) {
        this.waits = waits;
        this.grant = grant;
        this.mariaDb = mariaDb;
    }

    static MySqlVitals ofMySql() {
        return new MySqlVitals(
                MYSQL_WAITS, "grant replication client on *.* and select on performance_schema.* to the user", false);
    }

    static MySqlVitals ofMariaDb() {
        return new MySqlVitals(
                MARIADB_WAITS, "grant process, binlog monitor, replica monitor on *.* to the user", true);
    }

    @Override
    public Optional<LogPosition> written(Session primary) {
        try {
            String origin =
                    primary.sql("select @@server_id").query(String.class).single();
            return primary.sql(statusStatement(primary)).query().listOfRows().stream()
                    .findFirst()
                    .map(row -> position(origin, text(row, "File"), text(row, "Position")));
        } catch (DataAccessException | SQLException e) {
            if (isPrivilegeMissing(e)) {
                return Optional.empty();
            }
            throw new IllegalStateException("the binary log's position cannot be read", e);
        }
    }

    @Override
    public StandbysSeen standbys(Session primary) {
        return StandbysSeen.NONE;
    }

    @Override
    public Optional<Standby> standby(Session replica, String name) {
        return replica.sql("show replica status").query().listOfRows().stream()
                .findFirst()
                .map(row -> standby(name, row));
    }

    @Override
    public int waitingForUs(Session session) {
        return session.sql(waits).query(Integer.class).single();
    }

    @Override
    public String grantNeeded() {
        return grant;
    }

    private String statusStatement(Session session) throws SQLException {
        var server = session.connection().getMetaData();
        boolean newer = server.getDatabaseMajorVersion() > 8
                || (server.getDatabaseMajorVersion() == 8 && server.getDatabaseMinorVersion() >= 2);
        return !mariaDb && newer ? "show binary log status" : "show master status";
    }

    private static Standby standby(String name, Map<String, Object> row) {
        String seconds = either(row, "Seconds_Behind_Source", "Seconds_Behind_Master");
        String running = either(row, "Replica_SQL_Running", "Slave_SQL_Running");
        String origin = either(row, "Source_Server_Id", "Master_Server_Id");
        String file = either(row, "Relay_Source_Log_File", "Relay_Master_Log_File");
        String offset = either(row, "Exec_Source_Log_Pos", "Exec_Master_Log_Pos");
        boolean stopped = seconds == null || !"Yes".equals(running);
        return new Standby(
                name,
                origin == null || file == null || file.isEmpty() ? null : position(origin, file, offset),
                seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds)),
                stopped ? "its replication is stopped" : null);
    }

    private static LogPosition position(String origin, @Nullable String file, @Nullable String offset) {
        if (file == null || offset == null) {
            throw new IllegalStateException("a log position without file or offset");
        }
        long number = Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
        return new LogPosition(origin, (number << POSITION_BITS) + Long.parseLong(offset));
    }

    /** The newer or the older spelling of a column. */
    private static @Nullable String either(Map<String, Object> row, String newer, String older) {
        return row.containsKey(newer) ? text(row, newer) : text(row, older);
    }

    private static @Nullable String text(Map<String, Object> row, String column) {
        Object value = row.get(column);
        return value == null ? null : value.toString();
    }

    private static boolean isPrivilegeMissing(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == PRIVILEGE_MISSING) {
                return true;
            }
        }
        return false;
    }
}
