package io.steadfill.run;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MARIADB)
class MariaDbApprovalIT extends ApprovalContract {

    MariaDbApprovalIT(TestDatabase at) {
        super(at);
    }
}
