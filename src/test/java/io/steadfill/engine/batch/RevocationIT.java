package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.definition.JobDefinition;
import io.steadfill.engine.Workers;
import io.steadfill.problem.Problem;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What earlier executions gave out is taken back before they are healed. The scenarios with frozen nodes stay green without it, because the
 * fence keeps the data right; then workers of an execution that is closed already go on for a while.
 */
@OnServer(Lane.POSTGRESQL)
class RevocationIT {

    @Test
    void nothingIsHealedBeforeItWasTakenBack(TestDatabase empty) {
        empty.execute(
                "create table item (id bigint primary key, clean varchar(10))", "insert into item (id) values (1)");
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "'x'")
                .definition();
        try (EngineKit kit = new EngineKit(empty.url(), empty.url()).init()) {
            kit.say(Gate.Word.PAUSE);
            kit.run("r", job, 1, Map.of());
            kit.say(Gate.Word.GO);
            empty.execute("update batch_job_execution set status = 'STARTED', end_time = null");

            kit.hands(new Fenced());

            assertThatThrownBy(() -> kit.run("r", job, 2, Map.of())).hasMessageContaining("has taken run r");
            assertThat(empty.column(String.class, "select status from batch_job_execution"))
                    .containsExactly("STARTED");
        }
    }

    /** Of a process that has lost its lease. */
    private static final class Fenced implements Workers {

        @Override
        public void revoke(String runId, long leaseVersion) {
            throw Problem.FENCED_OUT.says("another process has taken run " + runId + " over");
        }

        @Override
        public PartitionEnd work(Backfill run, List<Partition> partitions, int threads, Runnable everySecond) {
            throw new IllegalStateException("nobody is to work");
        }
    }
}
