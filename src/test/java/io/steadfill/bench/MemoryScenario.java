package io.steadfill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.Vendor;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a run needs of memory does not grow with the table, nor with the width of its rows but for one row. */
@Tag("slow")
class MemoryScenario {

    private static final int ROWS = Integer.getInteger("memory.rows", 5_000_000);
    private static final double GROWTH_MAX = 1.2;

    @Test
    void aLongRunNeedsNoMoreMemoryAtItsEndThanAtItsBeginning() throws Exception {
        try (TestDatabase target = TestDatabase.on(Lane.POSTGRESQL);
                TestDatabase control = TestDatabase.on(Lane.POSTGRESQL)) {
            target.execute(
                    "create table item (id bigint primary key, name varchar(100), clean varchar(100)) with (autovacuum_enabled = false)",
                    "insert into item (id, name) select n, ' Name ' || n || ' ' from generate_series(1, " + ROWS
                            + ") n",
                    "vacuum analyze item");

            List<String> said = run(target, control, "item", "name", ROWS);

            double second = liveHeap(said, 2);
            double last = liveHeap(said, 10);
            System.out.printf(
                    "[memory] %,d rows: live heap %.1f MB in the second tenth, %.1f MB in the last%n",
                    ROWS, second / (1 << 20), last / (1 << 20));
            assertThat(last / second).as(String.join("\n", said)).isLessThanOrEqualTo(GROWTH_MAX);
            assertThat(target.count("select count(*) from item where clean = trim(name)"))
                    .isEqualTo(ROWS);
        }
    }

    @OnEveryServer
    void rowsOfEightMegabytesPassOneByOne(Lane lane, TestDatabase target) throws Exception {
        try (TestDatabase control = TestDatabase.on(lane)) {
            boolean postgres = lane.vendor() == Vendor.POSTGRESQL;
            String text = postgres ? "text" : "longtext";
            target.execute("create table document (id bigint primary key, body " + text + ", clean " + text + ")");
            for (int id = 1; id <= 60; id++) {
                target.update(
                        "insert into document (id, body) values (?, concat(' ', repeat(?, 524288), ' '))",
                        id,
                        "%016x".formatted(id * 0x9E3779B97F4A7C15L));
            }

            run(target, control, "document", "body", 60);

            assertThat(target.count("select count(*) from document where clean = trim(body)"))
                    .isEqualTo(60);
        }
    }

    private static double liveHeap(List<String> said, int tenth) {
        return Spread.of(said.stream()
                        .filter(line -> line.matches(tenth + " \\d+"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1))))
                .median();
    }

    private static List<String> run(TestDatabase target, TestDatabase control, String table, String column, long rows)
            throws Exception {
        String surefire = System.getProperty("surefire.test.class.path");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        surefire == null ? System.getProperty("java.class.path") : surefire,
                        MemoryRun.class.getName(),
                        target.url(),
                        control.url(),
                        table,
                        column,
                        String.valueOf(rows))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }
}
