package io.steadfill.engine.batch;

import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.chunk.event.ChunkListeners;
import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.database.Database;
import io.steadfill.database.connection.DatabaseProperties;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.engine.Planner;
import io.steadfill.engine.QuarantineDesk;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.RunOrder;
import io.steadfill.engine.RunPlan;
import io.steadfill.engine.Workers;
import io.steadfill.engine.execution.ThreadWorkers;
import io.steadfill.throttle.Throttles;
import io.steadfill.throttle.Verdict;
import io.steadfill.transform.Transform;
import io.steadfill.transform.Transforms;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** An engine over a target and a control database, without the command line; for tests in this process or in one of their own. */
public final class EngineKit implements AutoCloseable {

    private final Databases databases;
    private final JobRepository repository;
    private final TaskExecutorJobOperator operator;
    private final List<Transform> transforms = new ArrayList<>();
    private final List<ChunkListener.ChunkFailed> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Verdict.Reason> waits = new CopyOnWriteArrayList<>();
    private final List<ChunkListener.ChunkCommitted> chunks = Collections.synchronizedList(new ArrayList<>());
    private final List<ChunkListener.CommitResolved> resolved = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Gate.Word> word = new AtomicReference<>(Gate.Word.GO);
    private long canary;
    private int workers = 1;
    private Workers hands = new ThreadWorkers();
    private @Nullable ChunkListener also;

    /** @param controlUrl a database in which Batch's tables are made when they are missing */
    public EngineKit(String targetUrl, String controlUrl) {
        this.databases =
                new Databases(new DatabaseProperties(Map.of("target", DatabaseProperties.Named.of(targetUrl)), null));
        try {
            DataSource control = new DriverManagerDataSource(controlUrl);
            makeBatchTables(control, controlUrl);
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(control);
            factory.setTransactionManager(new JdbcTransactionManager(control));
            factory.afterPropertiesSet();
            this.repository = factory.getObject();
            this.operator = new TaskExecutorJobOperator();
            operator.setJobRepository(repository);
            operator.setJobRegistry(new MapJobRegistry());
            operator.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void makeBatchTables(DataSource control, String url) throws SQLException {
        try (var connection = control.getConnection()) {
            boolean there;
            try (var statement = connection.createStatement()) {
                statement.executeQuery("select 1 from BATCH_JOB_INSTANCE where 1 = 0");
                there = true;
            } catch (SQLException e) {
                there = false;
            }
            if (!there) {
                String vendor = url.contains("postgresql") ? "postgresql" : "mysql";
                ScriptUtils.executeSqlScript(
                        connection, new ClassPathResource("org/springframework/batch/core/schema-" + vendor + ".sql"));
            }
        }
    }

    /** Makes Steadfill's tables in the target. */
    public EngineKit init() {
        new TargetTables(target()).init("control", false);
        return this;
    }

    public EngineKit with(Transform transform) {
        transforms.add(transform);
        return this;
    }

    public EngineKit workers(int count) {
        this.workers = count;
        return this;
    }

    /** Has others work the partitions. */
    EngineKit hands(Workers others) {
        this.hands = others;
        return this;
    }

    /** Has another listener hear of chunks too. */
    public EngineKit listener(ChunkListener other) {
        this.also = other;
        return this;
    }

    /** Rows to take before a person has to look, from now on; 0 for none. */
    public EngineKit canary(long rows) {
        this.canary = rows;
        return this;
    }

    public Database target() {
        return databases.named("target");
    }

    /** Where Batch keeps its metadata, in the control database. */
    public JobRepository repository() {
        return repository;
    }

    /** What the run is told from now on. */
    public void say(Gate.Word next) {
        word.set(next);
    }

    public List<ChunkListener.ChunkFailed> failures() {
        return failures;
    }

    public List<ChunkListener.ChunkCommitted> chunks() {
        return chunks;
    }

    /** What became of the commits whose answer was lost. */
    public List<ChunkListener.CommitResolved> resolved() {
        return resolved;
    }

    /** Why workers waited. */
    List<Verdict.Reason> waits() {
        return waits;
    }

    public RunEnd run(JobDefinition definition) {
        return run(UUID.randomUUID().toString().substring(0, 8), definition, 1, Map.of());
    }

    public RunEnd run(String runId, JobDefinition definition, long leaseVersion, Map<String, Object> parameters) {
        return engine().execute(order(runId, definition, leaseVersion, parameters));
    }

    /** Puts back what a run without parameters changed. */
    RunEnd undo(String runId, JobDefinition definition, long leaseVersion) {
        return engine().undo(order(runId, definition, leaseVersion, Map.of()));
    }

    private BatchEngine engine() {
        return new BatchEngine(
                databases,
                transforms.isEmpty() ? Transforms.standard() : new Transforms(transforms),
                operator,
                repository,
                new Throttles(Clock.systemUTC(), System::nanoTime),
                hands,
                FailPoints.ofProcess(),
                Clock.systemUTC());
    }

    private RunOrder order(String runId, JobDefinition definition, long leaseVersion, Map<String, Object> parameters) {
        return new RunOrder(
                runId,
                definition,
                parameters,
                parameters.toString(),
                Instant.parse("2026-01-02T03:04:05Z"),
                1,
                "control",
                leaseVersion,
                workers,
                new TestGate(definition.limits(), canary),
                also == null ? new Recorder() : ChunkListeners.of(new Recorder(), List.of(also)));
    }

    /** What a run of it would do, with a chunk that is rolled back. */
    public RunPlan plan(JobDefinition definition) {
        return new Planner(databases, transforms.isEmpty() ? Transforms.standard() : new Transforms(transforms))
                .plan(definition, Map.of(), Instant.parse("2026-01-02T03:04:05Z"), true);
    }

    /** The quarantine of a run without parameters. */
    public QuarantineDesk desk(String runId, JobDefinition definition) {
        return new QuarantineDesk(
                databases,
                Transforms.standard(),
                "control",
                runId,
                definition,
                Map.of(),
                Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Override
    public void close() {
        databases.close();
    }

    private final class TestGate implements Gate {
        private final Limits limits;

        private final long canary;

        TestGate(Limits limits, long canary) {
            this.limits = limits;
            this.canary = canary;
        }

        @Override
        public long canary() {
            return canary;
        }

        @Override
        public Word word() {
            return word.get();
        }

        @Override
        public Limits limits() {
            return limits;
        }
    }

    private final class Recorder implements ChunkListener {
        @Override
        public void committed(ChunkCommitted event) {
            chunks.add(event);
        }

        @Override
        public void failed(ChunkFailed event) {
            failures.add(event);
        }

        @Override
        public void waiting(String runId, Verdict verdict, Duration nap) {
            waits.addAll(verdict.reasons());
        }

        @Override
        public void resolved(CommitResolved event) {
            resolved.add(event);
        }
    }
}
