package io.steadfill.verify;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("slow")
@OnServer(Lane.MARIADB_OLDEST)
class MariaDbOldestVerifyIT extends MariaDbVerifyIT {
    MariaDbOldestVerifyIT(TestDatabase target) {
        super(target);
    }
}
