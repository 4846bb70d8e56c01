package io.steadfill.demo;

import io.steadfill.database.Session;
import io.steadfill.database.bulk.RowSink;
import io.steadfill.definition.Vendor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * A shop's tables {@code customers} and {@code orders}, five orders a customer. The same seed and size make the same rows on every vendor.
 *
 * @param customers at least 1
 */
public record SampleData(long seed, int customers) {

    public static final int ORDERS_OF_A_CUSTOMER = 5;

    /** What the demo shows: 200,000 customers and a million orders. */
    public static final SampleData DEFAULT = new SampleData(20_261_122, 200_000);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public SampleData {
        if (customers < 1) {
            throw new IllegalArgumentException("sample data needs at least one customer");
        }
    }

    public int orders() {
        return customers * ORDERS_OF_A_CUSTOMER;
    }

    /** Customers whose phone nobody can read: one in two thousand. */
    public int hopelessPhones() {
        return (customers + 1_223) / 2_000;
    }

    /** Orders whose customer is gone: one in a thousand. */
    public int orphanOrders() {
        return (orders() + 983) / 1_000;
    }

    static boolean hasHopelessPhone(int customer) {
        return customer % 2_000 == 777;
    }

    static boolean isOrphan(int order) {
        return order % 1_000 == 17;
    }

    /** Makes and fills the tables in the session's default schema, where they must not exist. */
    public void make(Session session) throws SQLException {
        make(session.connection(), session.dialect().vendor());
    }

    /** The same over a connection in autocommit. */
    public void make(Connection connection, Vendor vendor) throws SQLException {
        String family = switch (vendor) {
            case POSTGRESQL -> "postgresql";
            case MYSQL, MARIADB -> "mysql";
        };
        try (Statement statement = connection.createStatement()) {
            execute(statement, family + ".sql");
            // One transaction: thousands of commits would take longer than the rows. The server's own time zone must
            // not move the times.
            statement.execute(vendor == Vendor.POSTGRESQL ? "set timezone = 'UTC'" : "set time_zone = '+00:00'");
            connection.setAutoCommit(false);
            new SampleCustomers(new Random(seed), customers)
                    .fill(RowSink.into(connection, vendor, "customers", SampleCustomers.COLUMNS));
            new SampleOrders(new Random(seed + 1))
                    .fill(customers, RowSink.into(connection, vendor, "orders", SampleOrders.COLUMNS));
            connection.commit();
            connection.setAutoCommit(true);
            execute(statement, family + "-keys.sql");
        }
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static void execute(Statement statement, String script) throws SQLException {
        for (String sql : resource("/demo/" + script).split(";\\s*\n", -1)) {
            if (!sql.isBlank()) {
                statement.execute(sql);
            }
        }
    }

    private static String resource(String name) {
        try (InputStream in = SampleData.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
