package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.JobDefinition;
import io.steadfill.engine.RunEnd;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Whatever a dead process left in Batch's tables, the next one goes on, and nobody edits a metadata table. */
@OnServer(Lane.POSTGRESQL)
class HealingIT {

    private static final JobParameters FIRST = new JobParametersBuilder()
            .addString("run", "left", true)
            .addLong("attempt", 1L, true)
            .toJobParameters();

    private final JobDefinition job = JobDefinitions.on("item")
            .named("clean-items")
            .where("clean is null")
            .set("clean", "lower(name)")
            .definition();

    private TestDatabase database;
    private EngineKit kit;
    private JobRepository repository;

    @BeforeEach
    void prepare(TestDatabase empty) {
        database = empty;
        kit = new EngineKit(empty.url(), empty.url()).init();
        repository = kit.repository();
        database.execute("create table item (id bigint primary key, name varchar(100), clean varchar(100))");
        database.execute("insert into item (id, name) select i, 'N' || i from generate_series(1, 200) as i");
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void anInstanceThatNeverGotAnExecutionIsMadeAnew() {
        repository.createJobInstance("clean-items", FIRST);

        assertGoesOn();
    }

    @ParameterizedTest
    @EnumSource(
            value = BatchStatus.class,
            names = {"STARTING", "STARTED", "STOPPING", "UNKNOWN"})
    void anExecutionThatWasLeftOpenIsClosed(BatchStatus left) {
        JobInstance instance = repository.createJobInstance("clean-items", FIRST);
        JobExecution execution = repository.createJobExecution(instance, FIRST, new ExecutionContext());
        StepExecution step = repository.createStepExecution("backfill", execution);
        step.setStatus(left);
        repository.update(step);
        execution.setStatus(left);
        repository.update(execution);

        assertGoesOn();

        assertThat(repository.getJobExecutions(instance))
                .extracting(JobExecution::getStatus)
                .containsExactlyInAnyOrder(BatchStatus.COMPLETED, BatchStatus.FAILED);
    }

    private void assertGoesOn() {
        RunEnd end = kit.run("left", job, 2, Map.of());

        assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
        assertThat(database.count("select count(*) from item where clean is null"))
                .isZero();
    }
}
