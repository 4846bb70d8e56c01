package io.steadfill.cli;

import io.steadfill.testing.Lane;

class PostgresCommandsIT extends CommandsContract {

    PostgresCommandsIT() {
        super(Lane.POSTGRESQL);
    }
}
