package io.steadfill.run.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.checkpoint.Counts;
import io.steadfill.chunk.event.ChunkListener.ChunkCommitted;
import io.steadfill.chunk.event.PhaseTimes;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.Database;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;
import java.time.Duration;
import java.util.List;

/** What the charts of a run's speed are drawn from. */
class PaceLogIT {

    @OnEveryServer
    void rowsAndChunksOfAllNodesAreAddedUp(Lane lane, TestDatabase at) {
        Database open = at.database();
        Control control = new Control(() -> open);
        new ControlTables(control).init();

        for (String node : List.of("one", "two")) {
            PaceLog log = new PaceLog(control);
            log.committed(chunk("r-1", 100));
            log.committed(chunk("r-1", 50));
            log.committed(chunk("r-1", 0));
            log.committed(chunk("r-of-" + node, 7));
            log.close();
        }
        at.execute("insert into steadfill_control_pace (run_id, minute, walked) values ('r-before', 1, 500)");

        PaceLog log = new PaceLog(control);
        assertThat(log.of("r-1", 10).stream().mapToLong(PaceLog.Walked::walked).sum())
                .isEqualTo(300);
        assertThat(log.of("r-1", 10).stream().mapToLong(PaceLog.Walked::chunks).sum())
                .as("chunks that walked any row")
                .isEqualTo(4);
        assertThat(log.of("r-of-two", 10))
                .extracting(minute -> minute.walked() + " in " + minute.chunks())
                .containsExactly("7 in 1");
        assertThat(log.of("r-before", 10)).extracting(PaceLog.Walked::chunks).containsExactly(0L);
    }

    private static ChunkCommitted chunk(String run, int rows) {
        return new ChunkCommitted(
                run, 0, 0, new Counts(rows, rows, 0, 0, 0), Duration.ofMillis(3), rows, PhaseTimes.of(0, 0, 0, 0));
    }
}
