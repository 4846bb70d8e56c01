package io.steadfill.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.chunk.Gate;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.Stage;
import io.steadfill.run.work.OwnerWatch.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnerWatchTest {

    private final AtomicLong nanos = new AtomicLong();
    private final OwnerWatch watch = new OwnerWatch(nanos::get, Duration.ofSeconds(4));

    @Test
    void aRunWithoutOwnerIsFreeAtOnce() {
        assertThat(watch.look(row(null, false, 0))).isEqualTo(Finding.FREE);
    }

    @Test
    void anOwnerWhoseHeartbeatMovesIsAlive() {
        assertThat(watch.look(row("a", true, 0))).isEqualTo(Finding.UNKNOWN);
        assertThat(watch.look(row("a", true, 2))).isEqualTo(Finding.ALIVE);
    }

    @Test
    void anOldHeartbeatAloneDoesNotMakeAnOwnerDead() {
        // Right after an outage of the control database every heartbeat is old.
        assertThat(watch.look(row("a", false, 0))).isEqualTo(Finding.UNKNOWN);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(watch.look(row("a", false, 0))).isEqualTo(Finding.UNKNOWN);
        assertThat(watch.look(row("a", true, 30))).isEqualTo(Finding.ALIVE);
    }

    @Test
    void anOldHeartbeatThatIsSeenUnchangedForTwoBeatsMeansDead() {
        watch.look(row("a", false, 0));
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());

        assertThat(watch.look(row("a", false, 0))).isEqualTo(Finding.FREE);
    }

    @Test
    void aFreshHeartbeatThatDoesNotMoveYetMeansNothing() {
        watch.look(row("a", true, 0));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(watch.look(row("a", true, 0))).isEqualTo(Finding.UNKNOWN);
    }

    private static RunRow row(String owner, boolean alive, int second) {
        return new RunRow(
                "r-1",
                "job",
                "shop",
                "t",
                "hash",
                "text",
                "{}",
                Instant.EPOCH,
                "ada",
                null,
                1,
                Gate.Word.GO,
                Stage.WORKING,
                owner,
                1,
                alive,
                Instant.ofEpochSecond(second),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                List.of());
    }
}
