package io.steadfill.cluster.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.event.SchedulerListener.SchedulerEventType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The grace after an outage. Without it two nodes that come back come right more often than not, so that no scenario catches its loss. */
class DeadWatchTest {

    private final AtomicLong nanos = new AtomicLong(5);
    private final DeadWatch watch = new DeadWatch(Duration.ofSeconds(2), nanos::get);

    @Test
    void theFirstLookIsNotBelievedTheNextIs() {
        assertThat(watch.believes()).isFalse();
        look();
        pass(4);

        assertThat(watch.believes()).isTrue();
        assertThat(watch.declined()).isEqualTo(1);
    }

    @Test
    void aLookLongAfterTheLastIsNotBelieved() {
        look();
        pass(20);

        assertThat(watch.believes()).isFalse();
        assertThat(watch.believes()).as("for another of the same look's finds").isFalse();
        look();
        pass(4);
        assertThat(watch.believes()).isTrue();
        assertThat(watch.declined()).isEqualTo(2);
    }

    @Test
    void otherNewsIsNoLook() {
        watch.onSchedulerEvent(SchedulerEventType.RAN_UPDATE_HEARTBEATS);

        assertThat(watch.believes()).isFalse();
    }

    private void look() {
        watch.onSchedulerEvent(SchedulerEventType.RAN_DETECT_DEAD);
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
