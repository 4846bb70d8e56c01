package io.steadfill.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.definition.Vendor;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The companion scripts of the jobs that come with Steadfill, by plain JDBC: each applies, is undone exactly, and applies again. */
class JobFoldersIT {

    private static final Path JOBS = Path.of("jobs");

    /** What each job achieves, in the plainest SQL. */
    private static final Map<String, String> WORK = new TreeMap<>(Map.of(
            "normalise-phones", "update customers set phone_e164 = '+442079460958' where phone is not null",
            "country-not-null", "update customers set country = 'ZZ' where country is null",
            "backfill-full-name", "update customers set full_name = concat(first_name, ' ', last_name)",
            "normalise-emails", "update customers set email = 'jane@example.com'",
            "order-totals", "update customers set orders_total = 1",
            "purge-orphan-orders",
                    "delete from orders where not exists (select 1 from customers c where c.id = customer_id)",
            "archive-old-orders", "update orders set status = 'paid' where id = 1",
            "raise-prices", "update orders set price = price where id = 1"));

    /** What must not happen any more once the barriers stand; jobs without a barrier have none. */
    private static final Map<String, List<String>> VIOLATORS = Map.of(
            "normalise-phones",
                    List.of(
                            "update customers set phone_e164 = null where phone is not null",
                            "insert into customers (id, first_name, last_name, phone, newsletter, created_at)"
                                    + " values (-1, 'a', 'b', '12', true, '2026-01-01')"),
            "country-not-null", List.of("update customers set country = null where id = 1"),
            "backfill-full-name", List.of("update customers set full_name = null where id = 1"),
            "order-totals", List.of("update customers set orders_total = null where id = 1"),
            "purge-orphan-orders",
                    List.of(
                            "update orders set customer_id = -7 where id = 1",
                            "insert into orders (id, customer_id, status, placed_at, items_total, shipping, price)"
                                    + " values (-1, -7, 'paid', '2026-01-01', 1, 1, 1)",
                            "delete from customers where id in (select customer_id from orders)",
                            "update customers set id = -id where id in (select customer_id from orders)"));

    @OnEveryServer
    void appliesAndUndoesEveryScript(Lane lane, TestDatabase database) throws Exception {
        Vendor vendor = lane.vendor();
        try (Connection connection = database.connect()) {
            new SampleData(1, 1_000).make(connection, vendor);
        }
        assertThat(jobs()).containsExactlyElementsOf(WORK.keySet());
        for (String job : jobs()) {
            String before = schema(database, vendor);
            apply(database, scripts(job, "expand", vendor, 'V'));
            String expanded = schema(database, vendor);
            database.execute(WORK.get(job));

            apply(database, scripts(job, "contract", vendor, 'V'));
            String contracted = schema(database, vendor);
            apply(database, scripts(job, "contract", vendor, 'U'));
            assertThat(schema(database, vendor))
                    .as("%s after undo of contract", job)
                    .isEqualTo(expanded);

            for (String barrier : barriers(job, vendor)) {
                database.execute(barrier);
            }
            for (String violator : VIOLATORS.getOrDefault(job, List.of())) {
                assertThatThrownBy(() -> database.execute(violator))
                        .as(violator)
                        .isInstanceOf(Exception.class);
            }
            assertThat(barriers(job, vendor).isEmpty()).isNotEqualTo(VIOLATORS.containsKey(job));
            apply(database, changes(job, vendor));
            assertThat(schema(database, vendor)).as("%s contracted again", job).isEqualTo(contracted);

            apply(database, scripts(job, "contract", vendor, 'U'));
            apply(database, scripts(job, "expand", vendor, 'U'));
            assertThat(schema(database, vendor))
                    .as("%s after undo of expand", job)
                    .isEqualTo(before);
        }
    }

    @OnEveryServer
    void keepsArchivedOrdersWhenExpandIsUndone(Lane lane, TestDatabase database) throws Exception {
        Vendor vendor = lane.vendor();
        try (Connection connection = database.connect()) {
            new SampleData(1, 10).make(connection, vendor);
        }
        apply(database, scripts("archive-old-orders", "expand", vendor, 'V'));
        database.execute("insert into old_orders select * from orders where id = 1");

        assertThatThrownBy(() -> apply(database, scripts("archive-old-orders", "expand", vendor, 'U')))
                .hasStackTraceContaining("old_orders_is_empty");
        assertThat(database.count("select count(*) from old_orders")).isOne();
    }

    private static List<String> jobs() throws IOException {
        try (Stream<Path> entries = Files.list(JOBS)) {
            return entries.filter(entry -> Files.exists(entry.resolve("job.yaml")))
                    .peek(entry -> assertThat(entry.resolve("README.md"))
                            .content()
                            .contains("**Why.**", "**Owner.**", "**What cannot be undone.**"))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static void apply(TestDatabase database, List<String> statements) {
        database.execute(statements.toArray(String[]::new));
    }

    private static List<String> barriers(String job, Vendor vendor) throws IOException {
        return scripts(job, "contract", vendor, 'V').stream()
                .filter(JobFoldersIT::isBarrier)
                .toList();
    }

    private static List<String> changes(String job, Vendor vendor) throws IOException {
        return scripts(job, "contract", vendor, 'V').stream()
                .filter(statement -> !isBarrier(statement))
                .toList();
    }

    private static boolean isBarrier(String statement) {
        return statement.contains("-- steadfill: barrier");
    }

    /** The statements of a direction: V files in their order, U files in the reverse. */
    private static List<String> scripts(String job, String direction, Vendor vendor, char kind) throws IOException {
        Path folder = JOBS.resolve(job).resolve(direction);
        List<Path> files = new ArrayList<>();
        for (Path place : List.of(folder, folder.resolve(vendor == Vendor.POSTGRESQL ? "postgresql" : "mysql"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> entries = Files.list(place)) {
                    entries.filter(file -> file.getFileName().toString().startsWith(kind + ""))
                            .forEach(files::add);
                }
            }
        }
        Comparator<Path> byVersion =
                Comparator.comparing(file -> file.getFileName().toString());
        files.sort(kind == 'V' ? byVersion : byVersion.reversed());
        List<String> statements = new ArrayList<>();
        for (Path file : files) {
            statements.addAll(split(Files.readString(file)));
        }
        return statements;
    }

    private static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        boolean wrapped = false;
        for (String line : text.lines().toList()) {
            wrapped = line.equals("-- steadfill: begin") || wrapped && !line.equals("-- steadfill: end");
            statement.append(line).append('\n');
            boolean ends = line.equals("-- steadfill: end") || !wrapped && line.endsWith(";");
            if (ends) {
                statements.add(statement.toString().strip().replaceAll(";$", ""));
                statement.setLength(0);
            }
        }
        assertThat(statement.toString()).isBlank();
        return statements;
    }

    private static String schema(TestDatabase database, Vendor vendor) throws SQLException {
        List<String> lines = new ArrayList<>();
        if (vendor == Vendor.POSTGRESQL) {
            for (String sql : List.of(
                    "select table_name, column_name, data_type, character_maximum_length, numeric_precision, is_nullable,"
                            + " column_default from information_schema.columns where table_schema = 'public' order by 1, 2",
                    "select conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(oid) from pg_constraint"
                            + " where connamespace = 'public'::regnamespace order by 1, 2",
                    "select indexdef from pg_indexes where schemaname = 'public' order by 1",
                    "select tgname from pg_trigger where not tgisinternal order by 1")) {
                database.rows(sql).forEach(row -> lines.add(row.values().toString()));
            }
        } else {
            for (String table : database.column(String.class, "show tables")) {
                lines.add(database.rows("show create table " + table).toString());
            }
            lines.add(database.column(
                            String.class,
                            "select trigger_name from information_schema.triggers where trigger_schema = database() order by 1")
                    .toString());
        }
        return String.join("\n", lines);
    }
}
