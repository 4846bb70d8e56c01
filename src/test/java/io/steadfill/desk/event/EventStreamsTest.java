package io.steadfill.desk.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.access.Operator;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

    private static final Operator ADA = Operator.ofThisMachine("ada");
    private static final Operator PAM = Operator.ofThisMachine("pam");
    private static final Operator VIC = Operator.ofThisMachine("vic");

    private final EventStreams streams = new EventStreams(new EventStreamProperties(3, 2));

    @Test
    void onePersonDoesNotTakeThemAll() {
        streams.take(ADA);
        streams.take(ADA);

        assertRefused(ADA, "you have 2 streams");
        streams.take(PAM);
    }

    @Test
    void theNodeTakesNoMoreThanItCanCarry() {
        streams.take(ADA);
        streams.take(ADA);
        streams.take(PAM);

        assertRefused(VIC, "this node has 3 streams");
    }

    @Test
    void aPlaceIsGivenBackOnceHoweverOftenItIsClosed() {
        List<EventStreams.Place> places = new ArrayList<>(List.of(streams.take(ADA), streams.take(ADA)));
        places.get(0).close();
        places.get(0).close();

        streams.take(ADA);
        assertRefused(ADA, "you have 2 streams");
    }

    private void assertRefused(Operator who, String says) {
        assertThatThrownBy(() -> streams.take(who)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.problem()).isEqualTo(Problem.TOO_MANY_STREAMS);
            assertThat(refused.detail()).contains(says);
        });
    }
}
