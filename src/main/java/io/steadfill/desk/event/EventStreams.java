package io.steadfill.desk.event;

import io.steadfill.access.Operator;
import io.steadfill.problem.Problem;
import java.util.HashMap;
import java.util.Map;

/** Counts the streams of events that are open on this node, and lets no more in than it can carry, nor one person take them all. */
public final class EventStreams {

    private final EventStreamProperties most;
    private final Map<String, Integer> openByPerson = new HashMap<>();
    private int open;

    EventStreams(EventStreamProperties most) {
        this.most = most;
    }

    /** A stream's place; given back once, however often it is closed. */
    public final class Place implements AutoCloseable {

        private final String person;
        private boolean taken = true;

        private Place(String person) {
            this.person = person;
        }

        @Override
        public void close() {
            synchronized (EventStreams.this) {
                if (taken) {
                    taken = false;
                    open--;
                    openByPerson.computeIfPresent(person, (key, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }

    /**
     * Somebody opens a stream.
     *
     * @throws io.steadfill.problem.ProblemException TOO_MANY_STREAMS
     */
    public synchronized Place take(Operator who) {
        int own = openByPerson.getOrDefault(who.person(), 0);
        if (own >= most.perPerson()) {
            throw Problem.TOO_MANY_STREAMS
                    .with("limit", most.perPerson())
                    .says("you have " + own
                            + " streams of events open on this node, and may have no more: close pages or"
                            + " programs that you do not look at, then try again");
        }
        if (open >= most.perNode()) {
            throw Problem.TOO_MANY_STREAMS
                    .with("limit", most.perNode())
                    .says("this node has " + open + " streams of events open, and takes no more: try again in a while,"
                            + " or ask another node");
        }
        open++;
        openByPerson.put(who.person(), own + 1);
        return new Place(who.person());
    }
}
