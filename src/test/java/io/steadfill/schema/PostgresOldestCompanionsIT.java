package io.steadfill.schema;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.POSTGRESQL_OLDEST)
class PostgresOldestCompanionsIT extends PostgresCompanionsIT {}
