package io.steadfill.access.session;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MARIADB)
class MariaDbSessionsIT extends SessionsContract {

    MariaDbSessionsIT(TestDatabase at) {
        super(at);
    }
}
