package io.steadfill.cli;

import io.steadfill.testing.Lane;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresOldestCommandsIT extends CommandsContract {

    PostgresOldestCommandsIT() {
        super(Lane.POSTGRESQL_OLDEST);
    }
}
