package io.steadfill.database;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MARIADB_OLDEST)
class MariaDbOldestDialectIT extends MariaDbDialectIT {}
