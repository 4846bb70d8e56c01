package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.definition.JobDefinition;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.Workers;
import io.steadfill.problem.Problem;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A coordinator that was frozen while another took its run over, and fails at what that one changed before any partition was worked. */
@OnServer(Lane.POSTGRESQL)
class LateEndIT {

    @Test
    void anEndThatComesTooLateNeitherMarksTheRunNorFreesItsTable(TestDatabase empty) {
        empty.execute(
                "create table item (id bigint primary key, clean varchar(10))", "insert into item (id) values (1)");
        JobDefinition job = JobDefinitions.on("item")
                .where("clean is null")
                .set("clean", "'x'")
                .definition();
        try (EngineKit frozen = new EngineKit(empty.url(), empty.url()).init();
                EngineKit next = new EngineKit(empty.url(), empty.url())) {
            next.hands(new Hands(() -> next.say(Gate.Word.PAUSE)));
            frozen.hands(new Hands(() -> {
                assertThat(next.run("r", job, 2, Map.of()).how()).isEqualTo(RunEnd.How.PAUSED);
                throw new IllegalStateException("its step is another's by now");
            }));

            RunEnd late = frozen.run("r", job, 1, Map.of());

            assertThat(late.how()).as(late.says()).isEqualTo(RunEnd.How.INTERRUPTED);
            assertThat(late.problem()).isEqualTo(Problem.FENCED_OUT);
            assertThat(empty.value(String.class, "select state from steadfill.run"))
                    .isEqualTo("OPEN");
            assertThat(empty.count("select count(*) from steadfill.claim")).isEqualTo(1);
        }
    }

    /** Does something else than to work. */
    private record Hands(Runnable instead) implements Workers {

        @Override
        public void revoke(String runId, long leaseVersion) {
            // Nobody has anything.
        }

        @Override
        public PartitionEnd work(Backfill run, List<Partition> partitions, int threads, Runnable everySecond) {
            instead.run();
            return PartitionEnd.stopped();
        }
    }
}
