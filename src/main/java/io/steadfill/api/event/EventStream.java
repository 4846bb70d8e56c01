package io.steadfill.api.event;

import io.steadfill.desk.event.EventDesk;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.Progress;
import io.steadfill.run.story.RunEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** One client's stream of events. It is written to by one thread at a time, never by the one that tells; a client that does not read is cut off. */
final class EventStream implements EventDesk.Listener {

    /** A client comes back by itself with the last id that it got, and is asked again who it is. */
    private static final Duration LASTS = Duration.ofMinutes(10);

    private static final int WAITING_MAX = 2 * EventDesk.PAST_MAX;
    private static final int QUIET_BEATS = 15;
    private static final String COMES_BACK_AFTER = "2000";
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final SseEmitter emitter = new SseEmitter(LASTS.toMillis());
    private final Executor senders;
    private final JsonMapper json;
    private final Deque<SseEmitter.SseEventBuilder> waiting = new ArrayDeque<>();
    private @Nullable String progress;
    private @Nullable String told;
    private int quiet;
    private boolean sending;
    private boolean over;
    private boolean gone;

    EventStream(Executor senders, JsonMapper json) {
        this.senders = senders;
        this.json = json;
        emitter.onTimeout(emitter::complete);
        waiting.add(SseEmitter.event().comment("steadfill").reconnectTime(Long.parseLong(COMES_BACK_AFTER)));
    }

    /** How far a run is. */
    record Moved(
            String runId,
            String job,
            RunState state,
            @Nullable Progress progress,
            @Nullable Partitions partitions) {}

    SseEmitter emitter() {
        return emitter;
    }

    /** The client learns at once that it is heard. */
    synchronized void open() {
        send();
    }

    @Override
    public synchronized void happened(List<RunEvent> events) {
        events.forEach(event -> waiting.add(SseEmitter.event()
                .id(String.valueOf(event.id()))
                .name(event.kind())
                .data(json.writeValueAsString(event), TEXT)));
        send();
    }

    /** An id alone: clients remember it, and tell nobody. */
    @Override
    public synchronized void reached(long number) {
        waiting.add(SseEmitter.event().id(String.valueOf(number)));
        send();
    }

    @Override
    public synchronized void moved(RunStatus run) {
        String now = json.writeValueAsString(
                new Moved(run.runId(), run.job(), run.state(), run.progress(), run.partitions()));
        if (!now.equals(told)) {
            // Only the latest counts: it carries no id, and is not told again.
            told = now;
            progress = now;
            send();
        }
    }

    @Override
    public synchronized void beat() {
        quiet++;
        if (quiet >= QUIET_BEATS) {
            waiting.add(SseEmitter.event().comment("still here"));
            send();
        }
    }

    @Override
    public synchronized void over() {
        over = true;
        send();
    }

    private void send() {
        quiet = 0;
        if (waiting.size() > WAITING_MAX) {
            cut();
        }
        if (sending || gone) {
            return;
        }
        try {
            sending = true;
            senders.execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The process goes down, and the connection with it.
            cut();
        }
    }

    /** The thread that hangs in the connection ends it when the server gives the connection up. */
    private void cut() {
        gone = true;
        waiting.clear();
        progress = null;
    }

    private void drain() {
        try {
            for (SseEmitter.SseEventBuilder event = next(); event != null; event = next()) {
                emitter.send(event);
            }
        } catch (IOException | IllegalStateException e) {
            synchronized (this) {
                cut();
            }
        }
        if (isDone()) {
            emitter.complete();
        }
    }

    private synchronized SseEmitter.@Nullable SseEventBuilder next() {
        SseEmitter.SseEventBuilder event = waiting.poll();
        if (event == null && progress != null) {
            event = SseEmitter.event().name("progress").data(progress, TEXT);
            progress = null;
        }
        if (event == null) {
            sending = false;
        }
        return event;
    }

    private synchronized boolean isDone() {
        boolean done = gone || over;
        gone = done;
        return done;
    }
}
