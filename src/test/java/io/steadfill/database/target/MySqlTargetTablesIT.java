package io.steadfill.database.target;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MYSQL)
class MySqlTargetTablesIT extends TargetTablesContract {

    MySqlTargetTablesIT(TestDatabase server) {
        super(server);
    }
}
