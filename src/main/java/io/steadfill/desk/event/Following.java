package io.steadfill.desk.event;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.desk.Masked;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.RunEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One who follows a run, or all that he may see. What comes before he was told the past is kept for him until then. */
final class Following {

    private final Operator who;
    private final @Nullable String runId;
    private final EventDesk.Listener listener;
    private final List<RunEvent> early = new ArrayList<>();
    private long last;
    private boolean begun;
    private boolean over;

    /**
     * @param runId null for all runs
     * @param after the number of the last event that he knows
     */
    Following(Operator who, @Nullable String runId, long after, EventDesk.Listener listener) {
        this.who = who;
        this.runId = runId;
        this.last = after;
        this.listener = listener;
    }

    EventDesk.Listener listener() {
        return listener;
    }

    @Nullable
    String runId() {
        return runId;
    }

    synchronized boolean isOver() {
        return over;
    }

    /**
     * @param past what happened before, of anybody's runs
     * @param place the number up to which that is all
     * @param cut whether there is more of the past than can be told at once: he comes back for it
     */
    synchronized void begin(List<RunEvent> past, long place, boolean cut) {
        begun = true;
        tell(past);
        if (runId == null && !over) {
            // None of it may have been his: without a number to come back with he would be told the same again.
            listener.reached(Math.max(last, place));
        }
        if (cut) {
            end();
        } else {
            tell(early);
        }
        early.clear();
    }

    synchronized void happened(List<RunEvent> events) {
        if (begun) {
            tell(events);
        } else {
            early.addAll(events);
        }
    }

    synchronized void moved(RunStatus run) {
        if (begun && !over) {
            listener.moved(who.seesData() ? run : Masked.of(run));
        }
    }

    synchronized void beat() {
        if (begun && !over) {
            listener.beat();
        }
    }

    synchronized void end() {
        if (!over) {
            over = true;
            listener.over();
        }
    }

    private void tell(List<RunEvent> events) {
        if (over) {
            return;
        }
        List<RunEvent> his = events.stream().filter(this::isHis).toList();
        if (his.isEmpty()) {
            return;
        }
        RunEvent newest = his.get(his.size() - 1);
        last = newest.id();
        listener.happened(who.seesData() ? his : his.stream().map(Masked::of).toList());
        RunState to = newest.to();
        if (runId != null && to != null && !to.isActive()) {
            end();
        }
    }

    private boolean isHis(RunEvent event) {
        return event.id() > last && (runId == null ? who.may(Role.VIEWER, event.job()) : runId.equals(event.runId()));
    }
}
