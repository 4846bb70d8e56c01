package io.steadfill.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.mysql.MySqlDialect;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@OnServer(Lane.MYSQL)
class MySqlDialectIT extends InnoDbContract {

    MySqlDialectIT() {
        super(new MySqlDialect());
    }

    @Test
    void aDeprecationIsNoError() throws SQLException {
        texts();
        Session session = begun();

        assertThat(session.sql("update sample set b = convert('x' using utf8)").update())
                .isEqualTo(3);
        assertThat(session.sql("show warnings")
                        .query((row, n) -> row.getInt("Code"))
                        .list())
                .contains(3719);
    }
}
