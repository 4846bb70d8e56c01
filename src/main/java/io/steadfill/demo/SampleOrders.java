package io.steadfill.demo;

import io.steadfill.database.bulk.RowSink;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/** Orders of the customers, and a few of customers that are gone. */
final class SampleOrders {

    static final String COLUMNS = "id, customer_id, status, placed_at, items_total, shipping, price, updated_at";

    private static final Instant FIRST = Instant.parse("2018-01-01T00:00:00Z");
    private static final int DAYS = 3_220;
    private static final List<String> STATUSES =
            List.of("delivered", "delivered", "delivered", "delivered", "paid", "sent", "cancelled", "returned");
    private static final List<String> SHIPPING = List.of("0.00", "3.95", "4.90", "12.50");

    private final Random random;

    SampleOrders(Random random) {
        this.random = random;
    }

    void fill(int customers, RowSink sink) throws SQLException {
        for (int id = 1; id <= customers * SampleData.ORDERS_OF_A_CUSTOMER; id++) {
            int customer = 1 + random.nextInt(customers);
            String placed = SampleData.time(FIRST.plus(random.nextInt(DAYS * 86_400), ChronoUnit.SECONDS));
            sink.accept(
                    Integer.toString(id),
                    Integer.toString(SampleData.isOrphan(id) ? customers + customer : customer),
                    STATUSES.get(random.nextInt(STATUSES.size())),
                    placed,
                    money(50_000),
                    SHIPPING.get(random.nextInt(SHIPPING.size())),
                    money(20_000),
                    placed);
        }
        sink.finish();
    }

    private String money(int centsMax) {
        return BigDecimal.valueOf(100 + random.nextInt(centsMax), 2).toPlainString();
    }
}
