package io.steadfill.desk.event;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.desk.Masked;
import io.steadfill.desk.RunDesk;
import io.steadfill.problem.Problem;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.PaceLog;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import io.steadfill.run.story.WaitLog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to runs, followed as it happens by those who may see it. */
public final class EventDesk {

    /** How many events of the past are told to one who comes back; the others when he comes back again. */
    public static final int PAST_MAX = 1_000;

    private final RunDesk runs;
    private final RunEvents events;
    private final WaitLog waits;
    private final PaceLog paces;
    private final Feed feed;

    EventDesk(RunDesk runs, RunEvents events, WaitLog waits, PaceLog paces, Feed feed) {
        this.runs = runs;
        this.events = events;
        this.waits = waits;
        this.paces = paces;
        this.feed = feed;
    }

    /** The minutes in which signals held a run up, oldest first, after a moment; null for all. */
    public List<WaitLog.Waited> waits(Operator who, String runId, @Nullable Instant after, int limit) {
        return waits.of(runs.status(who, runId).runId(), after, limit);
    }

    /** The minutes in which rows of a run were walked, oldest first. */
    public List<PaceLog.Walked> paces(Operator who, String runId, int limit) {
        return paces.of(runs.status(who, runId).runId(), limit);
    }

    /** Who is told. Must return at once, and never throw. */
    public interface Listener {

        /** In the order of their numbers, each once. */
        void happened(List<RunEvent> events);

        /** Whoever follows all runs has been told whatever concerns him up to this number; he may come back with it. */
        void reached(long number);

        /** How far the followed run is; also where that is what was told before. */
        void moved(RunStatus run);

        /** A second has passed. */
        void beat();

        /** Nothing more is told: the run is over, or this process goes down. */
        void over();
    }

    /**
     * Tells everything that happened to a run after an event, then everything that happens, until the run is over.
     *
     * @param after the number of the last event that is known; null where none is
     * @return false where the run is over and nothing happened since: there is nothing to be told, now or later
     * @throws io.steadfill.problem.ProblemException RUN_NOT_FOUND, NOT_PERMITTED, REQUEST_INVALID for a number that no event has had yet
     */
    public boolean follow(Operator who, String runId, @Nullable Long after, Listener listener) {
        RunStatus run = runs.status(who, runId);
        long from = known(after);
        Following following = new Following(who, run.runId(), from, listener);
        return feed.join(following, position -> {
            List<RunEvent> past = events.of(run.runId(), from, PAST_MAX + 1);
            if (run.ended() != null && past.isEmpty()) {
                return false;
            }
            begin(following, past, position);
            return true;
        });
    }

    /**
     * The same for every run that somebody may see, for ever; how far they are is not told.
     *
     * @param after the number of the last event that is known; null for what happens from now on
     */
    public void followAll(Operator who, @Nullable Long after, Listener listener) {
        long from = known(after);
        Following following = new Following(who, null, from, listener);
        feed.join(following, position -> {
            begin(following, after == null ? List.of() : events.after(from, PAST_MAX + 1), position);
            return true;
        });
    }

    /** What happened to a run so far, the oldest first, at most {@code most}. */
    public List<RunEvent> past(Operator who, RunStatus run, int most) {
        who.require(Role.VIEWER, run.job());
        List<RunEvent> past = events.of(run.runId(), 0, most);
        return who.seesData() ? past : past.stream().map(Masked::of).toList();
    }

    /** He is told nothing more. */
    public void leave(Listener listener) {
        feed.leave(listener);
    }

    /** What is past the node's position is told by the feed when nothing can come before it any more. */
    private static void begin(Following following, List<RunEvent> past, long position) {
        boolean cut = past.size() > PAST_MAX;
        long place = cut ? Math.min(position, past.get(PAST_MAX - 1).id()) : position;
        List<RunEvent> told = past.stream().filter(event -> event.id() <= place).toList();
        following.begin(told, place, cut);
    }

    private long known(@Nullable Long after) {
        if (after == null) {
            return 0;
        }
        long last = events.last();
        if (after > last) {
            throw Problem.REQUEST_INVALID
                    .with("header", "Last-Event-ID")
                    .says("no event has the number " + after + " yet: send the id of the last event that you got, or no"
                            + " Last-Event-ID at all");
        }
        return after;
    }
}
