package io.steadfill.engine.batch;

import io.steadfill.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An application at work on the table {@code item} while a job walks it. Each thread owns the rows whose id leaves its number, so that the last
 * acknowledged name of every row is known. Until told otherwise it is the old release, which leaves {@code clean} to the job.
 */
final class ShopWriters extends Writers {

    private static final int THREADS = 4;
    private static final long MOVED = 40_000_000;

    private final Map<Long, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicBoolean newRelease = new AtomicBoolean();

    ShopWriters(TestDatabase database, Map<Long, String> names) {
        super(database, Duration.ofMillis(8));
        acknowledged.putAll(names);
    }

    ShopWriters start() {
        begin(THREADS);
        return this;
    }

    /** From now on every statement writes {@code clean} itself. */
    void deployNewRelease() {
        newRelease.set(true);
    }

    /** Last acknowledged names by id. */
    Map<Long, String> acknowledged() {
        return acknowledged;
    }

    @Override
    Runnable transaction(Connection connection, Random random, int number) throws SQLException {
        Map<Long, String> next = new HashMap<>();
        List<Long> gone = new ArrayList<>();
        step(connection, random, number, next, gone);
        return () -> {
            acknowledged.putAll(next);
            gone.forEach(acknowledged::remove);
        };
    }

    private void step(Connection connection, Random random, int number, Map<Long, String> next, List<Long> gone)
            throws SQLException {
        List<Long> own = own(number, random);
        int kind = random.nextInt(100);
        if (kind < 50) {
            rename(connection, own.get(0), recased(own.get(0), random), next);
        } else if (kind < 70) {
            // Several rows in one transaction, in reverse key order, which is the order that deadlocks with a walk.
            own.sort(Comparator.reverseOrder());
            for (Long id : own) {
                rename(connection, id, recased(id, random), next);
            }
        } else if (kind < 80) {
            long id =
                    (random.nextInt(2) == 0 ? -1L : 1L) * (20_000_000L + random.nextInt(1_000_000)) * THREADS + number;
            if (acknowledged.containsKey(id)) {
                return;
            }
            String name = "New " + id;
            execute(
                    connection,
                    "insert into item (id, name, clean) values (?, ?, " + clean("?") + ")",
                    clean(id, name));
            next.put(id, name);
        } else if (kind < 88) {
            execute(connection, "delete from item where id = ?", own.get(0));
            gone.add(own.get(0));
        } else {
            long from = own.get(0);
            long to = from > MOVED * THREADS / 2 ? from - MOVED * THREADS : from + MOVED * THREADS;
            if (acknowledged.containsKey(to)) {
                return;
            }
            execute(connection, "update item set id = ? where id = ?", to, from);
            next.put(to, String.valueOf(acknowledged.get(from)));
            gone.add(from);
        }
    }

    private List<Long> own(int number, Random random) {
        List<Long> all = acknowledged.keySet().stream()
                .filter(id -> Math.floorMod(id, THREADS) == number)
                .sorted()
                .toList();
        List<Long> some = new ArrayList<>();
        int from = random.nextInt(all.size() - 5);
        for (int i = 0; i < 4; i++) {
            some.add(all.get(from + i));
        }
        return some;
    }

    /** Changes only the case, or a trailing blank: what a comparison by collation does not see. */
    private String recased(long id, Random random) {
        String name = String.valueOf(acknowledged.get(id));
        return switch (random.nextInt(3)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.toLowerCase(Locale.ROOT);
            default -> name.endsWith("  ") ? name.strip() : name + " ";
        };
    }

    private void rename(Connection connection, long id, String name, Map<Long, String> next) throws SQLException {
        boolean fresh = newRelease.get();
        execute(
                connection,
                "update item set name = ?, clean = " + (fresh ? "trim(?)" : "null") + " where id = ?",
                fresh ? new Object[] {name, name, id} : new Object[] {name, id});
        next.put(id, name);
    }

    private String clean(String value) {
        return newRelease.get() ? "trim(" + value + ")" : "null";
    }

    private Object[] clean(long id, String name) {
        return newRelease.get() ? new Object[] {id, name, name} : new Object[] {id, name};
    }
}
