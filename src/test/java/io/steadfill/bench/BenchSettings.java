package io.steadfill.bench;

import io.steadfill.testing.Lane;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the command line says: {@code -Dbench.rows=1000000 -Dbench.rounds=3 -Dbench.lanes=POSTGRESQL,MARIADB}. */
record BenchSettings(int rows, int rounds, List<Lane> lanes) {

    static BenchSettings ofProcess() {
        return new BenchSettings(
                Integer.getInteger("bench.rows", 1_000_000), Integer.getInteger("bench.rounds", 3), lanesOfProcess());
    }

    private static List<Lane> lanesOfProcess() {
        String wanted = System.getProperty("bench.lanes");
        return wanted == null
                ? List.of(Lane.POSTGRESQL, Lane.MARIADB, Lane.MYSQL)
                : Arrays.stream(wanted.split(","))
                        .map(String::strip)
                        .map(Lane::valueOf)
                        .toList();
    }

    static Stream<Lane> everyLane() {
        return lanesOfProcess().stream();
    }
}
