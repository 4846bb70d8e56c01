package io.steadfill.database.mysql;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MYSQL)
class MySqlCatalogIT extends MySqlCatalogContract {

    MySqlCatalogIT(TestDatabase server) {
        super(server);
    }
}
