package io.steadfill.cli;

import io.steadfill.testing.Lane;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class MySqlCommandsIT extends CommandsContract {

    MySqlCommandsIT() {
        super(Lane.MYSQL);
    }
}
