package io.steadfill.database;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import java.util.stream.Stream;

@OnServer(Lane.MYSQL)
class MySqlDialectIT extends DialectContract {

    MySqlDialectIT() {
        super(new MySqlDialect());
    }

    @Override
    Stream<KeyCase> keyCases() {
        return Stream.concat(KeyCases.common(), KeyCases.innoDb());
    }
}
