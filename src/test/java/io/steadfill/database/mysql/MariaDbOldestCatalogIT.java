package io.steadfill.database.mysql;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MARIADB_OLDEST)
class MariaDbOldestCatalogIT extends MariaDbCatalogIT {
    MariaDbOldestCatalogIT(TestDatabase server) {
        super(server);
    }
}
