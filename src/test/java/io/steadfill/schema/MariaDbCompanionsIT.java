package io.steadfill.schema;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MARIADB)
class MariaDbCompanionsIT extends MySqlCompanionsIT {}
