package io.steadfill.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/** A named database of the configuration, with small pools of its own for each purpose, so that work never starves leases. */
public final class Database implements AutoCloseable {

    /** What a connection is for. */
    public enum Purpose {
        /** Chunks, surveys and proofs: statements of a minute at most. */
        WORK,
        /** Our own tables. */
        BOOKKEEPING,
        /** Companion scripts: a statement may take hours. */
        SCHEMA
    }

    private final String name;
    private final Dialect dialect;
    private final Map<Purpose, HikariDataSource> pools;
    private final List<Replica> replicas;
    private final boolean production;

    public Database(
            String name, Dialect dialect, HikariDataSource work, HikariDataSource bookkeeping, boolean production) {
        this(
                name,
                dialect,
                Map.of(Purpose.WORK, work, Purpose.BOOKKEEPING, bookkeeping, Purpose.SCHEMA, work),
                List.of(),
                production);
    }

    Database(
            String name,
            Dialect dialect,
            Map<Purpose, HikariDataSource> pools,
            List<Replica> replicas,
            boolean production) {
        this.name = name;
        this.dialect = dialect;
        this.pools = new EnumMap<>(pools);
        this.replicas = List.copyOf(replicas);
        this.production = production;
    }

    public String name() {
        return name;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Whether the configuration marks it as production; the target itself may say so too. */
    public boolean production() {
        return production;
    }

    /** The replicas that the configuration names. */
    public List<Replica> replicas() {
        return replicas;
    }

    /** The pool itself, for libraries that want a data source. */
    public DataSource dataSource(Purpose purpose) {
        return pool(purpose);
    }

    /** @throws SQLException when no connection can be had in time */
    public Session open(Purpose purpose) throws SQLException {
        return new Session(dialect, pool(purpose).getConnection());
    }

    @Override
    public void close() {
        new HashSet<>(pools.values()).forEach(HikariDataSource::close);
        replicas.forEach(Replica::close);
    }

    private HikariDataSource pool(Purpose purpose) {
        return Objects.requireNonNull(pools.get(purpose));
    }
}
