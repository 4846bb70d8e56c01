package io.steadfill.schema.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.database.ddl.SqlTokens;
import io.steadfill.definition.Vendor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesReadTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    phone is not null | ''
                    phone_e164 is distinct from phone | ''
                    extract(year from born) < 1900 and trim(both ' ' from name) <> '' and substring(name from 2) > 'a' | ''
                    exists (select 1 from orders o where o.customer_id = customers.id) | orders
                    exists (select 1 from orders o, order_items i where i.order_id = o.id and i.a is distinct from o.a) | orders order_items
                    exists (select 1 from shop.orders as o join items using (a, b) left join only parts on parts.id = o.id) | shop.orders items parts
                    id in (select coalesce(a, b) from x, lateral (select c from y, z where y.q > 1) w order by c, d) | x y z
                    id in (select id from a union select id from b where id > any (select id from c)) | a b c
                    id in (select id from (a join b using (id)), d) | a b d
                    id in (select g from generate_series(1, 3) g, t) | t
                    """)
    void findsWhatTheQueriesOfAnExpressionRead(String expression, String tables) {
        assertThat(String.join(
                        " ",
                        new TablesRead(SqlTokens.significant(expression, Vendor.POSTGRESQL), Vendor.POSTGRESQL)
                                .all().stream().map(Object::toString).toList()))
                .isEqualTo(tables);
    }
}
