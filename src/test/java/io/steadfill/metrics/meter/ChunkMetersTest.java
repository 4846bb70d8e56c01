package io.steadfill.metrics.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.steadfill.checkpoint.Counts;
import io.steadfill.chunk.event.ChunkListener.ChunkCommitted;
import io.steadfill.chunk.event.ChunkListener.ChunkFailed;
import io.steadfill.chunk.event.ChunkListener.CommitResolved;
import io.steadfill.chunk.event.ChunkListener.PartitionTaken;
import io.steadfill.chunk.event.ChunkListener.Proved;
import io.steadfill.chunk.event.PhaseTimes;
import io.steadfill.throttle.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChunkMetersTest {

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ChunkMeters meters = new ChunkMeters(registry, now::get);

    @Test
    void fiftyRunsHaveAsManySeriesAsOne() {
        work("run-1", "names");
        int afterOne = registry.getMeters().size();

        for (int run = 2; run <= 50; run++) {
            work("run-" + run, "names");
        }

        assertThat(registry.getMeters()).hasSize(afterOne);
        assertThat(registry.get("steadfill.rows")
                        .tag("outcome", "written")
                        .counter()
                        .count())
                .isEqualTo(50 * 7.0);
    }

    @Test
    void aJobThatIsOverIsForgottenAWhileAfterItsLastStep() {
        int before = registry.getMeters().size();
        work("run-1", "names");
        now.addAndGet(Duration.ofMinutes(14).toNanos());
        meters.forgetAllBut(Set.of());

        assertThat(registry.find("steadfill.rows").counters()).isNotEmpty();

        now.addAndGet(Duration.ofMinutes(2).toNanos());
        meters.forgetAllBut(Set.of("names"));
        assertThat(registry.find("steadfill.rows").counters()).as("active").isNotEmpty();

        meters.forgetAllBut(Set.of("others"));
        assertThat(registry.getMeters())
                .as("all but the proof's result and time")
                .hasSize(before + 2);
    }

    @Test
    void rowsAreCountedOnceEachByWhatBecameOfThem() {
        work("run-1", "names");

        assertThat(rows("written")).isEqualTo(7);
        assertThat(rows("quarantined")).isEqualTo(1);
        assertThat(rows("skipped")).isEqualTo(3);
        assertThat(rows("unchanged")).isEqualTo(89);
    }

    @Test
    void aReasonToWaitIsShownWhileItLastsAndItsTimeIsKept() {
        work("run-1", "names");
        meters.waiting(
                "run-1", new Verdict(List.of(new Verdict.Reason("replica-lag", "12 s"))), Duration.ofMillis(250));

        assertThat(registry.get("steadfill.throttled").gauge().value()).isEqualTo(1);

        now.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(registry.get("steadfill.throttled").gauge().value()).isZero();
        assertThat(registry.get("steadfill.throttle").functionCounter().count()).isEqualTo(0.25);
    }

    @Test
    void failuresDoubtsAndProofsHaveMetersThatStandAtZeroBefore() {
        meters.taken(new PartitionTaken("run-1", "names", "shop", 0, 0));
        assertThat(registry.get("steadfill.chunk.retries")
                        .tag("reason", "locked")
                        .counter()
                        .count())
                .isZero();
        assertThat(registry.get("steadfill.fenced.writes").counter().count()).isZero();

        meters.failed(new ChunkFailed("run-1", 0, 0, "locked", "lost to a lock"));
        meters.resolved(new CommitResolved("run-1", 0, 0, true));
        meters.proved(new Proved("run-1", "names", 4));

        assertThat(registry.get("steadfill.chunk.retries")
                        .tag("reason", "locked")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("steadfill.indoubt.commits")
                        .tag("resolved", "committed")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("steadfill.verify.mismatched").gauge().value()).isEqualTo(4);
        assertThat(registry.get("steadfill.verify.timestamp").gauge().value())
                .isCloseTo(System.currentTimeMillis() / 1000.0, within(60.0));
    }

    private double rows(String outcome) {
        return registry.get("steadfill.rows").tag("outcome", outcome).counter().count();
    }

    private void work(String run, String job) {
        meters.taken(new PartitionTaken(run, job, "shop", 0, 0));
        PhaseTimes phases =
                new PhaseTimes(Duration.ofMillis(1), Duration.ZERO, Duration.ofMillis(2), Duration.ofMillis(3));
        meters.committed(new ChunkCommitted(run, 0, 0, new Counts(100, 7, 1, 2, 1), Duration.ofMillis(3), 100, phases));
        meters.proved(new Proved(run, job, 0));
    }
}
