package io.steadfill.schema;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import org.junit.jupiter.api.Tag;

@Tag("slow")
@OnServer(Lane.MARIADB_OLDEST)
class MariaDbOldestCompanionsIT extends MariaDbCompanionsIT {}
