package io.steadfill.notice;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;

@OnServer(Lane.MYSQL)
class MySqlNoticesIT extends NoticesContract {

    MySqlNoticesIT(TestDatabase at) {
        super(at);
    }
}
