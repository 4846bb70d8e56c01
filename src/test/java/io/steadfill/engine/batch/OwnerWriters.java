package io.steadfill.engine.batch;

import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/**
 * An application that changes the other table of a job's predicate: owners of the third group become active and idle again, several in one
 * transaction and in no order, together with items of theirs.
 */
final class OwnerWriters extends Writers {

    static final int OWNERS = 300;

    OwnerWriters(TestDatabase database) {
        super(database, Duration.ofMillis(4));
    }

    OwnerWriters start() {
        begin(2);
        return this;
    }

    @Override
    Runnable transaction(Connection connection, Random random, int number) throws SQLException {
        // Each thread has the owners of its own, so that the two do not deadlock with each other.
        int owner = random.nextInt(OWNERS / 6) * 6 + (number == 0 ? 2 : 5);
        execute(connection, "update item set name = ? where owner_id = ? and id % 2 = 1", "n" + owner, owner);
        execute(connection, "update owner set active = ? where id = ?", random.nextInt(2), owner);
        return () -> {};
    }
}
