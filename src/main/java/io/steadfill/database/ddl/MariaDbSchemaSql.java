package io.steadfill.database.ddl;

import io.steadfill.database.Session;
import java.util.List;

/** MariaDB: as MySQL, but it does not tell who holds a table's metadata lock. */
final class MariaDbSchemaSql extends MySqlSchemaSql {

    @Override
    public List<String> blockers(Session helper, long waitingSession) {
        return helper.sql("""
                        select concat('probably session ', p.id, ' of ', p.user, '@', p.host, ', ', lower(p.command),
                                      ', in a transaction for ', timestampdiff(second, x.trx_started, now()), ' s')
                        from information_schema.innodb_trx x
                        join information_schema.processlist p on p.id = x.trx_mysql_thread_id
                        where p.id <> :waiting and p.id <> connection_id()
                        order by x.trx_started
                        """)
                .param("waiting", waitingSession)
                .query(String.class)
                .list();
    }
}
