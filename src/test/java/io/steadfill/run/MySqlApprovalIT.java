package io.steadfill.run;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MYSQL)
class MySqlApprovalIT extends ApprovalContract {

    MySqlApprovalIT(TestDatabase at) {
        super(at);
    }
}
