package io.steadfill.console;

import io.steadfill.testing.Lane;

class PostgresNodesIT extends NodesContract {

    PostgresNodesIT() {
        super(Lane.POSTGRESQL);
    }
}
