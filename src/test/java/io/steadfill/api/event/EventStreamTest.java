package io.steadfill.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.desk.event.EventDesk;
import io.steadfill.run.story.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventStreamTest {

    private static final RunEvent EVENT =
            new RunEvent(7, Instant.EPOCH, "r-1", "names", "stalled", null, null, null, null);

    /** Stands for threads that hang in the connection of a client that does not read. */
    private final List<Runnable> hanging = new ArrayList<>();

    private final EventStream stream =
            new EventStream(hanging::add, JsonMapper.builder().build());

    @Test
    void oneThreadAtATimeWritesToAClient() {
        stream.happened(List.of(EVENT));
        stream.happened(List.of(EVENT));
        assertThat(hanging).hasSize(1);

        hanging.get(0).run();
        stream.happened(List.of(EVENT));
        assertThat(hanging).as("heard again").hasSize(2);
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndHoldsNothingUp() {
        stream.happened(Collections.nCopies(EventDesk.PAST_MAX, EVENT));
        stream.happened(Collections.nCopies(EventDesk.PAST_MAX, EVENT));
        assertThat(hanging).hasSize(1);

        hanging.get(0).run();
        stream.happened(List.of(EVENT));
        stream.over();
        assertThat(hanging).as("nobody writes to it any more").hasSize(1);
    }

    @Test
    void whoIsToldThatItIsOverIsToldNothingElse() {
        stream.over();
        hanging.get(0).run();

        stream.happened(List.of(EVENT));
        stream.beat();
        assertThat(hanging).hasSize(1);
    }
}
