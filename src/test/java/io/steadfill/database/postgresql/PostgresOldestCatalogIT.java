package io.steadfill.database.postgresql;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.POSTGRESQL_OLDEST)
class PostgresOldestCatalogIT extends PostgresCatalogContract {

    PostgresOldestCatalogIT(TestDatabase server) {
        super(server);
    }
}
