package io.steadfill.desk.event;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Runs;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.RunEvents;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Reads once a second what happened, for all of this node who follow runs; nothing while nobody does. */
final class Feed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int BATCH = 500;
    /** Beats from one look at how far the followed runs are to the next. */
    private static final int MOVES_EACH = 2;

    private final RunEvents events;
    private final Runs runs;
    private final Map<EventDesk.Listener, Following> all = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService thread;
    private @Nullable Long position;
    private int beats;
    private boolean away;

    Feed(RunEvents events, Runs runs) {
        this.events = events;
        this.runs = runs;
    }

    /**
     * From now on he is told.
     *
     * @param past tells him what happened before, up to the number that it is given; false where he need not stay
     * @return what {@code past} said
     */
    boolean join(Following following, LongPredicate past) {
        boolean stays = false;
        try {
            stays = past.test(placed(following));
            return stays;
        } finally {
            if (!stays || following.isOver()) {
                leave(following.listener());
            }
        }
    }

    private synchronized long placed(Following following) {
        if (position == null) {
            position = events.settledEnd();
        }
        all.put(following.listener(), following);
        return position;
    }

    void leave(EventDesk.Listener listener) {
        all.remove(listener);
    }

    private void beat() {
        try {
            if (isIdle()) {
                return;
            }
            read();
            if (beats++ % MOVES_EACH == 0) {
                move();
            }
            away = false;
        } catch (RuntimeException e) {
            if (!away) {
                LOG.warn("those who follow runs hear nothing until the control database answers: {}", e.getMessage());
            }
            away = true;
        }
        all.values().forEach(Following::beat);
    }

    /** Where nobody follows, the place is forgotten: the next one begins at the end. */
    private synchronized boolean isIdle() {
        if (all.isEmpty()) {
            position = null;
        }
        return position == null;
    }

    private void read() {
        List<RunEvent> found;
        do {
            Long from = position();
            found = from == null ? List.of() : events.settled(from, BATCH);
            tell(found);
        } while (found.size() == BATCH);
    }

    private synchronized @Nullable Long position() {
        return position;
    }

    private synchronized void tell(List<RunEvent> found) {
        if (found.isEmpty()) {
            return;
        }
        position = found.get(found.size() - 1).id();
        all.values().forEach(following -> following.happened(found));
        all.values().removeIf(Following::isOver);
    }

    private void move() {
        Map<String, RunStatus> seen = new LinkedHashMap<>();
        for (Following following : all.values()) {
            String runId = following.runId();
            if (runId == null) {
                continue;
            }
            try {
                following.moved(seen.computeIfAbsent(runId, runs::status));
            } catch (ProblemException e) {
                if (e.problem() != Problem.RUN_NOT_FOUND) {
                    throw e;
                }
                // Retention has let go of it.
                following.end();
                leave(following.listener());
            }
        }
    }

    // Each beat catches whatever it meets, so the future has nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Override
    public synchronized void start() {
        ScheduledExecutorService made =
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("run-events-"));
        made.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        thread = made;
    }

    /** Before the web server goes: it would wait for the answers to those who follow. */
    @Override
    public void stop() {
        synchronized (this) {
            if (thread != null) {
                thread.shutdownNow();
            }
            thread = null;
        }
        all.values().forEach(Following::end);
        all.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
