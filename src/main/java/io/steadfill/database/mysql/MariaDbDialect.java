package io.steadfill.database.mysql;

import io.steadfill.database.TransactionSettings;
import io.steadfill.definition.Vendor;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** MariaDB 10.6 and later. */
public final class MariaDbDialect extends InnoDbDialect {

    @Override
    public Vendor vendor() {
        return Vendor.MARIADB;
    }

    /** The old name of the isolation level is the one that all supported releases know; the server's own time-outs bind writes too. */
    @Override
    String settings(TransactionSettings settings) {
        return ", session tx_isolation = 'READ-COMMITTED', session max_statement_time = "
                + BigDecimal.valueOf(settings.statementTimeout().toMillis(), 3).toPlainString()
                + ", session idle_transaction_timeout = " + wholeSeconds(settings.idleTimeout());
    }

    @Override
    @Nullable
    StatementWatchdog watchdog() {
        return null;
    }

    @Override
    String forUpdate(String alias) {
        return " for update";
    }

    @Override
    String blockers() {
        return """
                select distinct b.trx_mysql_thread_id, p.user, p.command
                from information_schema.innodb_lock_waits w
                join information_schema.innodb_locks l on l.lock_id = w.requested_lock_id
                join information_schema.innodb_trx r on r.trx_id = w.requesting_trx_id
                join information_schema.innodb_trx b on b.trx_id = w.blocking_trx_id
                left join information_schema.processlist p on p.id = b.trx_mysql_thread_id
                where r.trx_mysql_thread_id = :waiting and l.lock_table like '%`steadfill|_%' escape '|'
                """;
    }
}
