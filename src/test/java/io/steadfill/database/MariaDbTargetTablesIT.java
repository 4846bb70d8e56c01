package io.steadfill.database;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MARIADB)
class MariaDbTargetTablesIT extends TargetTablesContract {

    MariaDbTargetTablesIT(TestDatabase server) {
        super(server);
    }
}
