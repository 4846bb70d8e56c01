package io.steadfill.database.vitals;

import io.steadfill.database.Session;
import io.steadfill.definition.Vendor;
import java.util.Optional;

/** What a server tells about its own condition: its log, its standbys, and who waits for us. Each method is one or two cheap statements. */
public interface Vitals {

    static Vitals of(Vendor vendor) {
        return switch (vendor) {
            case POSTGRESQL -> new PostgresVitals();
            case MYSQL -> MySqlVitals.ofMySql();
            case MARIADB -> MySqlVitals.ofMariaDb();
        };
    }

    /** How far this primary has written its log; empty where our role may not know, or no log is kept. */
    Optional<LogPosition> written(Session primary);

    /** The standbys that this primary knows; a MySQL or MariaDB primary knows none. */
    StandbysSeen standbys(Session primary);

    /**
     * How far this server is as somebody's standby; empty when it is none.
     *
     * @param name what the answer is called
     */
    Optional<Standby> standby(Session replica, String name);

    /** How many sessions wait for a lock that a session of ours holds: one with this session's role and application name. */
    int waitingForUs(Session session);

    /** The grant that lets our role see all of this. */
    String grantNeeded();
}
