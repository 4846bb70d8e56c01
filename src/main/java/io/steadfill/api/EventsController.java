package io.steadfill.api;

import io.steadfill.access.CurrentOperator;
import io.steadfill.desk.EventDesk;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** What happens, as server-sent events. */
@RestController
@RequestMapping(Links.BASE)
@ConditionalOnWebApplication
class EventsController implements DisposableBean {

    private static final String LAST = "Last-Event-ID";
    private static final int SENDERS = 8;

    private final CurrentOperator current;
    private final EventDesk events;
    private final JsonMapper json;
    private final ExecutorService senders =
            Executors.newFixedThreadPool(SENDERS, new CustomizableThreadFactory("event-send-"));

    EventsController(CurrentOperator current, EventDesk events, JsonMapper json) {
        this.current = current;
        this.events = events;
        this.json = json;
    }

    @GetMapping(path = "/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> run(
            @PathVariable("id") String id, @RequestHeader(name = LAST, required = false) @Nullable String last) {
        EventStream stream = opened();
        return events.follow(current.get(), id, number(last), stream)
                ? answer(stream)
                : new ResponseEntity<>(HttpStatus.NO_CONTENT);
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> all(@RequestHeader(name = LAST, required = false) @Nullable String last) {
        EventStream stream = opened();
        events.followAll(current.get(), number(last), stream);
        return answer(stream);
    }

    private EventStream opened() {
        EventStream stream = new EventStream(senders, json);
        stream.emitter().onCompletion(() -> events.leave(stream));
        return stream;
    }

    /** A proxy that gathers answers before it passes them on is asked not to. */
    private static ResponseEntity<SseEmitter> answer(EventStream stream) {
        stream.open();
        return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(stream.emitter());
    }

    private static @Nullable Long number(@Nullable String last) {
        if (last == null || last.isEmpty()) {
            return null;
        }
        if (!last.matches("[0-9]{1,18}")) {
            throw Refusals.parameter(LAST, last, "the id of the last event that you got, or leave it out");
        }
        return Long.valueOf(last);
    }

    @Override
    public void destroy() {
        senders.shutdownNow();
    }
}
