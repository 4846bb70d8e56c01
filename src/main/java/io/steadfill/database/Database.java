package io.steadfill.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A named database of the configuration, with small pools of its own for each purpose, so that work never starves leases. */
public final class Database implements AutoCloseable {

    /** What a connection is for. */
    public enum Purpose {
        /** Chunks, surveys and proofs: statements of a minute at most. */
        WORK,
        /** Our own tables. */
        BOOKKEEPING,
        /** Companion scripts: a statement may take hours. */
        SCHEMA;

        /** The word in answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How a pool is used by this process.
     *
     * @param most connections that it may have
     * @param waiting threads that want one
     */
    public record PoolUse(int most, int active, int idle, int waiting) {}

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

    public Database(
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

    /** How each pool is used now; one that was never asked for anything has no connections. */
    public Map<Purpose, PoolUse> pools() {
        Map<Purpose, PoolUse> uses = new EnumMap<>(Purpose.class);
        pools.forEach((purpose, pool) -> {
            HikariPoolMXBean seen = pool.getHikariPoolMXBean();
            uses.put(
                    purpose,
                    seen == null
                            ? new PoolUse(pool.getMaximumPoolSize(), 0, 0, 0)
                            : new PoolUse(
                                    pool.getMaximumPoolSize(),
                                    seen.getActiveConnections(),
                                    seen.getIdleConnections(),
                                    seen.getThreadsAwaitingConnection()));
        });
        return uses;
    }

    /** @throws SQLException when no connection can be had in time */
    public Session open(Purpose purpose) throws SQLException {
        return new Session(dialect, pool(purpose).getConnection());
    }

    /**
     * One transaction beside the work; whatever is thrown rolls it back.
     *
     * @throws ProblemException DATABASE_UNREACHABLE when no connection can be had in time, or it is lost
     */
    public <T extends @Nullable Object> T transact(TransactionSettings settings, Function<Session, T> work) {
        try (Session session = open(Purpose.BOOKKEEPING)) {
            session.begin(settings);
            T result = work.apply(session);
            session.commit();
            return result;
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /** The refusal for a connection that is not to be had, or lost. */
    public ProblemException unreachable(SQLException why) {
        return Problem.DATABASE_UNREACHABLE
                .with("database", name)
                .says(
                        "database '" + name + "' does not answer: " + why.getMessage() + "; check that the server runs",
                        why);
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
