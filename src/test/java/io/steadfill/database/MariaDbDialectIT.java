package io.steadfill.database;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import java.util.stream.Stream;

@OnServer(Lane.MARIADB)
class MariaDbDialectIT extends DialectContract {

    MariaDbDialectIT() {
        super(new MariaDbDialect());
    }

    @Override
    Stream<KeyCase> keyCases() {
        return Stream.concat(KeyCases.common(), KeyCases.innoDb());
    }
}
