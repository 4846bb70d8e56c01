package io.steadfill.database;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MYSQL)
class MySqlDialectIT extends InnoDbContract {

    MySqlDialectIT() {
        super(new MySqlDialect());
    }
}
