package io.steadfill.database.connection;

import com.zaxxer.hikari.HikariDataSource;
import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Dialect;
import io.steadfill.database.Replica;
import io.steadfill.problem.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The configured databases by name; each is connected to when it is first asked for. Used by several threads. */
public final class Databases implements AutoCloseable {

    /** The name of the control database in commands and messages; no target may have it. */
    public static final String CONTROL = "control";

    /**
     * Most partitions of a job that one node works at once, each with a second connection to read ahead; a pool holds no more connections
     * than were asked of it at the same time.
     */
    private static final int WORKERS_MAX = 64;

    private final DatabaseProperties properties;
    private final Map<String, Database> open = new ConcurrentHashMap<>();
    /** One for each name: while one database takes its time to answer, the others are had all the same. */
    private final Map<String, Object> opening = new ConcurrentHashMap<>();

    private boolean closed;

    public Databases(DatabaseProperties properties) {
        this.properties = properties;
    }

    /**
     * A database of which only the URL is known, outside any configuration.
     *
     * @throws io.steadfill.problem.ProblemException when it cannot be reached
     */
    public static Database at(String name, String url) {
        return connect(name, Login.of(name, DatabaseProperties.Named.of(url)), List.of(), false);
    }

    /** The names of the configured targets, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(new TreeSet<>(properties.databases().keySet()));
    }

    /**
     * The target of this name.
     *
     * @throws io.steadfill.problem.ProblemException when none of this name is configured, or it cannot be reached
     */
    public Database named(String name) {
        DatabaseProperties.Named named = properties.databases().get(name);
        if (named == null) {
            throw unknown(name);
        }
        return opened(name, () -> connect(name, named));
    }

    private Database opened(String name, Supplier<Database> connecting) {
        Database known = open.get(name);
        if (known != null) {
            return known;
        }
        synchronized (opening.computeIfAbsent(name, key -> new Object())) {
            Database meanwhile = open.get(name);
            if (meanwhile != null) {
                return meanwhile;
            }
            Database database = connecting.get();
            keep(name, database);
            return database;
        }
    }

    private synchronized void keep(String name, Database database) {
        if (closed) {
            database.close();
            throw new IllegalStateException("the databases are closed");
        }
        open.put(name, database);
    }

    private static Database connect(String name, DatabaseProperties.Named named) {
        String property = "steadfill.databases." + name;
        Login login = Login.of(property, named);
        List<Login> replicas = new ArrayList<>();
        for (int i = 0; i < named.replicas().size(); i++) {
            replicas.add(
                    login.at(property + ".replicas[" + i + "]", named.replicas().get(i)));
        }
        return connect(name, login, replicas, named.production());
    }

    /** Whether the configuration marks a target as production. */
    public boolean isProduction(String name) {
        DatabaseProperties.Named named = properties.databases().get(name);
        return named != null && named.production();
    }

    /** How many runs may work on a target at once. */
    public int maxRuns(String name) {
        DatabaseProperties.Named named = properties.databases().get(name);
        return named == null ? DatabaseProperties.MAX_RUNS : named.maxRuns();
    }

    /**
     * The control database.
     *
     * @throws io.steadfill.problem.ProblemException when none is configured, or it cannot be reached
     */
    public Database control() {
        DatabaseProperties.Control control = properties.control();
        if (control == null) {
            throw Problem.CONTROL_MISSING.says(
                    "add steadfill.control.url to the configuration, for example: STEADFILL_CONTROL_URL=jdbc:postgresql://localhost:5432/steadfill");
        }
        return opened(CONTROL, () -> connect(CONTROL, Login.of("steadfill.control", control), List.of(), false));
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(Database::close);
        open.clear();
    }

    private static Database connect(String name, Login login, List<Login> replicas, boolean production) {
        Dialects.Met met = Dialects.at(name, login);
        Dialect dialect = met.dialect();
        Map<Purpose, HikariDataSource> pools = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            pools.put(purpose, Pools.open(name, login, met, purpose, size(purpose)));
        }
        List<Replica> readers = replicas.stream()
                .map(replica -> new Replica(
                        dialect,
                        replica.url().where(),
                        Pools.open(name + "-replica", replica, met, Purpose.BOOKKEEPING, 1)))
                .toList();
        return new Database(name, dialect, pools, readers, production);
    }

    private static int size(Purpose purpose) {
        return switch (purpose) {
            case WORK -> 2 * WORKERS_MAX + 1;
            case BOOKKEEPING -> 6;
            case SCHEMA -> 2;
        };
    }

    private RuntimeException unknown(String name) {
        List<String> names = names();
        return Problem.DATABASE_UNKNOWN
                .with("database", name)
                .with("known", names)
                .says("no database '" + name + "' is configured"
                        + (names.isEmpty() ? "" : "; there are " + String.join(", ", names))
                        + "; add steadfill.databases." + name + ".url to the configuration");
    }
}
