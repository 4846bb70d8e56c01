package io.steadfill.verify;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.util.List;

@OnServer(Lane.MARIADB)
class MariaDbVerifyIT extends VerifyContract {

    MariaDbVerifyIT(TestDatabase target) {
        super(target);
    }

    @Override
    List<String> numbers(int rows) {
        String digits = "(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4 "
                + "union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)";
        return List.of(
                "create table numbers (n bigint primary key) as select n from (select a.d + 10 * b.d + 100 * c.d "
                        + "+ 1000 * e.d + 1 as n from " + digits + " a, " + digits + " b, " + digits + " c, " + digits
                        + " e) all_of_them where n <= " + rows);
    }
}
