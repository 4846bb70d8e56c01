package io.steadfill.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

class SampleDataIT {

    private static final SampleData SMALL = new SampleData(7, 2_000);

    /** The first lane's rows, to which every other lane's are compared. */
    private static final ConcurrentMap<String, List<String>> FIRST = new ConcurrentHashMap<>();

    @OnEveryServer
    void makesTheSameRowsOnEveryVendor(Lane lane, TestDatabase database) throws SQLException {
        make(SMALL, lane, database);

        for (String table : List.of("customers", "orders")) {
            List<String> rows = database.rows("select * from " + table + " order by id").stream()
                    .map(SampleDataIT::text)
                    .toList();
            assertThat(rows).hasSize(table.equals("customers") ? SMALL.customers() : SMALL.orders());
            assertThat(rows).isEqualTo(FIRST.computeIfAbsent(table, t -> rows));
        }
    }

    @OnEveryServer
    void hasAsManyHopelessPhonesAndOrphansAsItSays(Lane lane, TestDatabase database) throws SQLException {
        make(SMALL, lane, database);

        assertThat(SMALL.hopelessPhones()).isOne();
        assertThat(database.count("select count(*) from customers where id = 777 and length(phone) <= 9"))
                .isOne();
        assertThat(SMALL.orphanOrders()).isEqualTo(10);
        assertThat(
                        database.count(
                                "select count(*) from orders o where not exists (select 1 from customers c where c.id = o.customer_id)"))
                .isEqualTo(SMALL.orphanOrders());
        assertThat(database.count("select count(*) from customers where country is null"))
                .isBetween(10L, 100L);
    }

    private static void make(SampleData data, Lane lane, TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            data.make(connection, lane.vendor());
        }
    }

    /** Vendors have different Java types for the same value. */
    private static String text(Map<String, Object> row) {
        Map<String, String> texts = new TreeMap<>();
        row.forEach((column, value) -> texts.put(
                column,
                switch (column) {
                    case "newsletter" -> Boolean.TRUE.equals(value) || "1".equals(String.valueOf(value)) ? "1" : "0";
                    case "created_at", "placed_at", "updated_at" ->
                        String.valueOf(value).replace('T', ' ').substring(0, 16);
                    default -> String.valueOf(value);
                }));
        return texts.toString();
    }
}
