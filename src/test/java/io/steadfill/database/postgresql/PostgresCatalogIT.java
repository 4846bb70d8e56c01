package io.steadfill.database.postgresql;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.POSTGRESQL)
class PostgresCatalogIT extends PostgresCatalogContract {

    PostgresCatalogIT(TestDatabase server) {
        super(server);
    }
}
