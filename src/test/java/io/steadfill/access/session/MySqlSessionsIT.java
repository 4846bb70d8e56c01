package io.steadfill.access.session;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MYSQL)
class MySqlSessionsIT extends SessionsContract {

    MySqlSessionsIT(TestDatabase at) {
        super(at);
    }
}
