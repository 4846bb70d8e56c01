package io.steadfill.database.target;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MARIADB)
class MariaDbTargetTablesIT extends TargetTablesContract {

    MariaDbTargetTablesIT(TestDatabase server) {
        super(server);
    }
}
