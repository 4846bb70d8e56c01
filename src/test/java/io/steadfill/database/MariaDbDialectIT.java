package io.steadfill.database;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;

@OnServer(Lane.MARIADB)
class MariaDbDialectIT extends InnoDbContract {

    MariaDbDialectIT() {
        super(new MariaDbDialect());
    }
}
