package io.steadfill.notice;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.POSTGRESQL)
class PostgresNoticesIT extends NoticesContract {

    PostgresNoticesIT(TestDatabase at) {
        super(at);
    }
}
