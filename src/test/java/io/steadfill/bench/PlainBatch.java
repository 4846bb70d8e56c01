package io.steadfill.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.Order;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcPagingItemReaderBuilder;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The usual way: a paging reader, a processor and a batch writer in chunks of a thousand, with Batch's own tables beside the data. */
final class PlainBatch implements AutoCloseable {

    private static final int CHUNK = 1_000;

    /** A row as the job reads it. */
    record Customer(long id, String email, String phone, String country) {}

    /** What is written. */
    record Cleaned(long id, @Nullable String clean) {}

    private final HikariDataSource pool;
    private final JdbcTransactionManager transactions;
    private final JobRepository repository;
    private final TaskExecutorJobOperator operator = new TaskExecutorJobOperator();

    PlainBatch(TestDatabase database) throws Exception {
        boolean postgres = database.url().contains(":postgresql:");
        pool = new HikariDataSource();
        // Without this MySQL's driver sends each row by itself, four times slower; whoever cares for speed sets it.
        pool.setJdbcUrl(postgres ? database.url() : database.url() + "&rewriteBatchedStatements=true");
        pool.setMaximumPoolSize(4);
        new ResourceDatabasePopulator(new ClassPathResource(
                        "org/springframework/batch/core/schema-" + (postgres ? "postgresql" : "mysql") + ".sql"))
                .execute(pool);
        transactions = new JdbcTransactionManager(pool);
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(pool);
        factory.setTransactionManager(transactions);
        factory.afterPropertiesSet();
        repository = factory.getObject();
        operator.setJobRepository(repository);
        operator.setJobRegistry(new MapJobRegistry());
        operator.afterPropertiesSet();
    }

    Lap lowerCase(long rows) throws Exception {
        return run(rows, customer -> customer.email().strip().toLowerCase(Locale.ROOT));
    }

    Lap e164(long rows) throws Exception {
        return run(rows, PlainPhone::e164);
    }

    private Lap run(long rows, Function<Customer, String> clean) throws Exception {
        SimpleJob job = new SimpleJob("plain");
        job.setJobRepository(repository);
        job.addStep(step(clean));
        long begun = System.nanoTime();
        JobExecution execution = operator.start(
                job,
                new JobParametersBuilder()
                        .addString("run", UUID.randomUUID().toString())
                        .toJobParameters());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            throw new IllegalStateException(
                    "plain Spring Batch ended as " + execution + execution.getAllFailureExceptions());
        }
        return Lap.of(rows, took);
    }

    private Step step(Function<Customer, String> clean) throws Exception {
        var reader = new JdbcPagingItemReaderBuilder<Customer>()
                .name("customers")
                .dataSource(pool)
                .selectClause("id, email, phone, country")
                .fromClause(Customers.TABLE)
                .sortKeys(Map.of("id", Order.ASCENDING))
                .pageSize(CHUNK)
                .rowMapper(
                        (row, n) -> new Customer(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)))
                .build();
        var writer = new JdbcBatchItemWriterBuilder<Cleaned>()
                .dataSource(pool)
                .sql("update " + Customers.TABLE + " set clean = ? where id = ?")
                .itemPreparedStatementSetter((row, statement) -> {
                    statement.setString(1, row.clean());
                    statement.setLong(2, row.id());
                })
                // Some drivers report "success, no count" for rewritten batches.
                .assertUpdates(false)
                .build();
        reader.afterPropertiesSet();
        writer.afterPropertiesSet();
        return new StepBuilder("fill", repository)
                .<Customer, Cleaned>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(reader)
                .processor(customer -> new Cleaned(customer.id(), clean.apply(customer)))
                .writer(writer)
                .build();
    }

    @Override
    public void close() {
        pool.close();
    }
}
