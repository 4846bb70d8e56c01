package io.steadfill.database;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.POSTGRESQL_OLDEST)
class PostgresOldestDialectIT extends PostgresContract {}
