package io.steadfill.cli;

import io.steadfill.testing.Lane;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class MariaDbCommandsIT extends CommandsContract {

    MariaDbCommandsIT() {
        super(Lane.MARIADB);
    }
}
