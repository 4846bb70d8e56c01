package io.steadfill.run;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.POSTGRESQL)
class PostgresApprovalIT extends ApprovalContract {

    PostgresApprovalIT(TestDatabase at) {
        super(at);
    }
}
