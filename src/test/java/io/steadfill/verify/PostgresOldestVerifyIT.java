package io.steadfill.verify;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import org.junit.jupiter.api.Tag;

@Tag("slow")
@OnServer(Lane.POSTGRESQL_OLDEST)
class PostgresOldestVerifyIT extends PostgresVerifyIT {

    PostgresOldestVerifyIT(TestDatabase target) {
        super(target);
    }
}
