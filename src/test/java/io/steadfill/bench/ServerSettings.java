package io.steadfill.bench;

import io.steadfill.definition.Vendor;
import io.steadfill.testing.TestDatabase;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a server needs for the table to fit in memory and for each commit to last; put back at the end. */
final class ServerSettings implements AutoCloseable {

    private static final Map<String, Long> WANTED =
            Map.of("innodb_buffer_pool_size", 2L << 30, "innodb_flush_log_at_trx_commit", 1L, "sync_binlog", 1L);

    private final TestDatabase database;
    private final Map<String, Long> before = new LinkedHashMap<>();

    private ServerSettings(TestDatabase database) {
        this.database = database;
    }

    static ServerSettings forBenchmark(TestDatabase database) {
        ServerSettings settings = new ServerSettings(database);
        if (database.lane().vendor() != Vendor.POSTGRESQL) {
            WANTED.forEach(settings::set);
        }
        return settings;
    }

    private void set(String name, long value) {
        before.put(name, database.count("select @@global." + name));
        database.execute("set global " + name + " = " + value);
    }

    @Override
    public void close() {
        before.forEach((name, value) -> database.execute("set global " + name + " = " + value));
    }
}
