package io.steadfill.access.session;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.POSTGRESQL)
class PostgresSessionsIT extends SessionsContract {

    PostgresSessionsIT(TestDatabase at) {
        super(at);
    }
}
