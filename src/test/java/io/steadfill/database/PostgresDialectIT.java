package io.steadfill.database;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import java.util.stream.Stream;

@OnServer(Lane.POSTGRESQL)
class PostgresDialectIT extends DialectContract {

    PostgresDialectIT() {
        super(new PostgresDialect());
    }

    @Override
    Stream<KeyCase> keyCases() {
        return Stream.concat(KeyCases.common(), KeyCases.postgres());
    }
}
