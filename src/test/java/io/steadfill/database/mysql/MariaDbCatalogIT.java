package io.steadfill.database.mysql;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MARIADB)
class MariaDbCatalogIT extends MySqlCatalogContract {

    MariaDbCatalogIT(TestDatabase server) {
        super(server);
    }
}
