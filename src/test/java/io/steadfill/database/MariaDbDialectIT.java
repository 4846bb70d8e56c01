package io.steadfill.database;

import io.steadfill.database.catalog.Column.Category;
import io.steadfill.database.mysql.MariaDbDialect;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import java.util.stream.Stream;

@OnServer(Lane.MARIADB)
class MariaDbDialectIT extends InnoDbContract {

    MariaDbDialectIT() {
        super(new MariaDbDialect());
    }

    @Override
    Stream<KeyCase> keyCases() {
        return Stream.concat(
                super.keyCases(),
                Stream.of(KeyCase.of("uuid, of both orders")
                        .part("uuid", Category.UUID)
                        .part("smallint", Category.INTEGER)
                        .rows(
                                "'00000000-0000-0000-0000-000000000000', 1",
                                "'123e4567-e89b-12d3-a456-426655440000', 1",
                                "'123e4568-e89b-12d3-a456-426655440000', 1",
                                "'7fffffff-ffff-4fff-bfff-ffffffffffff', 1",
                                "'7fffffff-ffff-4fff-bfff-ffffffffffff', 2",
                                "'ffffffff-ffff-ffff-ffff-ffffffffffff', -1")));
    }
}
