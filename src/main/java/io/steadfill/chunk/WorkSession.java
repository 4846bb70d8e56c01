package io.steadfill.chunk;

import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Session;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The session of one thread for all its chunks: opened when it is needed, and again after it broke. */
final class WorkSession implements AutoCloseable {

    private final Database database;
    private @Nullable Session session;

    WorkSession(Database database) {
        this.database = database;
    }

    /** The one that is open, or a new one. */
    Session get() throws SQLException {
        if (session == null) {
            session = database.open(Purpose.WORK);
        }
        return session;
    }

    boolean isOpen() {
        return session != null;
    }

    /** Takes back what was begun; a session that cannot even do that is broken. */
    void rollback() {
        if (session == null) {
            return;
        }
        try {
            session.rollback();
        } catch (SQLException e) {
            abandon();
        }
    }

    /** Throws a broken one away. */
    void abandon() {
        if (session != null) {
            Session broken = session;
            session = null;
            broken.abandon();
            broken.close();
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
