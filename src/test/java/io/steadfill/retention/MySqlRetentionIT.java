package io.steadfill.retention;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MYSQL)
class MySqlRetentionIT extends RetentionContract {

    MySqlRetentionIT(TestDatabase at) {
        super(at);
    }
}
