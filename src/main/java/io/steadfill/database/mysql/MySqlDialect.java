package io.steadfill.database.mysql;

import io.steadfill.database.TransactionSettings;
import io.steadfill.definition.Vendor;

/** MySQL 8.0 and later. */
public final class MySqlDialect extends InnoDbDialect {

    private final StatementWatchdog watchdog = new StatementWatchdog();

    @Override
    public Vendor vendor() {
        return Vendor.MYSQL;
    }

    @Override
    String settings(TransactionSettings settings) {
        return ", session transaction_isolation = 'READ-COMMITTED'";
    }

    @Override
    StatementWatchdog watchdog() {
        return watchdog;
    }

    @Override
    String forUpdate(String alias) {
        // Without the name MySQL wants to lock the rows of JSON_TABLE too, and fails.
        return " for update of " + alias;
    }

    @Override
    String blockers() {
        return """
                select distinct b.processlist_id, b.processlist_user, b.processlist_command
                from performance_schema.data_lock_waits w
                join performance_schema.data_locks l on l.engine_lock_id = w.requesting_engine_lock_id
                join performance_schema.threads r on r.thread_id = w.requesting_thread_id
                join performance_schema.threads b on b.thread_id = w.blocking_thread_id
                where r.processlist_id = :waiting and l.object_name like 'steadfill|_%' escape '|'
                """;
    }
}
