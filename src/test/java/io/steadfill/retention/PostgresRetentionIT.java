package io.steadfill.retention;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.POSTGRESQL)
class PostgresRetentionIT extends RetentionContract {

    PostgresRetentionIT(TestDatabase at) {
        super(at);
    }
}
