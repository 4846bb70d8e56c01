package io.steadfill.console;

import io.steadfill.testing.Lane;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class MySqlNodesIT extends NodesContract {

    MySqlNodesIT() {
        super(Lane.MYSQL);
    }
}
