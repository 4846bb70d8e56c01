package io.steadfill.api.event;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.api.answer.Links;
import io.steadfill.api.refusal.Refusals;
import io.steadfill.api.request.Paging;
import io.steadfill.desk.event.EventDesk;
import io.steadfill.desk.event.EventStreams;
import io.steadfill.run.story.WaitLog;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** What happens, as server-sent events. */
@RestController
@Tag(name = "Events")
@RequestMapping(Links.BASE)
@ConditionalOnWebApplication
class EventsController implements DisposableBean {

    private static final String LAST = "Last-Event-ID";
    private static final int SENDERS = 8;
    private static final int MINUTES_MAX = 2_000;
    /** More than there are. */
    private static final int SIGNALS_MAX = 20;

    private static final long LAST_SECOND = 1L << 33;

    private final CurrentOperator current;
    private final EventDesk events;
    private final EventStreams streams;
    private final JsonMapper json;
    private final ExecutorService senders =
            Executors.newFixedThreadPool(SENDERS, new CustomizableThreadFactory("event-send-"));

    EventsController(CurrentOperator current, EventDesk events, EventStreams streams, JsonMapper json) {
        this.current = current;
        this.events = events;
        this.streams = streams;
        this.json = json;
    }

    @Operation(summary = "Follow a run")
    @GetMapping(path = "/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> run(
            @PathVariable("id") String id,
            @RequestHeader(name = LAST, required = false) @Nullable String last,
            HttpServletResponse response)
            throws IOException {
        Operator who = current.get();
        @Nullable Long after = number(last);
        return streamed(who, stream -> events.follow(who, id, after, stream), response);
    }

    @Operation(summary = "Follow all runs")
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> all(
            @RequestHeader(name = LAST, required = false) @Nullable String last, HttpServletResponse response)
            throws IOException {
        Operator who = current.get();
        @Nullable Long after = number(last);
        return streamed(
                who,
                stream -> {
                    events.followAll(who, after, stream);
                    return true;
                },
                response);
    }

    /** Where a run's time went, minute by minute. */
    record TimeLine(List<WaitLog.Waited> minutes, Map<String, String> links) {}

    @Operation(summary = "Where the time of a run went")
    @GetMapping("/runs/{id}/throttle")
    TimeLine throttle(
            @PathVariable("id") String id,
            @RequestParam(name = "cursor", required = false) @Nullable Long cursor,
            @RequestParam(name = "limit", defaultValue = "500") int limit,
            HttpServletRequest request,
            HttpServletResponse response) {
        Paging.check(limit, MINUTES_MAX);
        Instant after = cursor == null ? null : Instant.ofEpochSecond(Math.floorMod(cursor, LAST_SECOND));
        List<WaitLog.Waited> found = events.waits(current.get(), id, after, limit + SIGNALS_MAX);
        List<WaitLog.Waited> page = whole(found, limit);
        String next = page.size() == found.size()
                ? null
                : String.valueOf(page.get(page.size() - 1).minute().getEpochSecond());
        return new TimeLine(page, Paging.next(request, response, next));
    }

    /** A minute is told whole, with all its signals. */
    private static List<WaitLog.Waited> whole(List<WaitLog.Waited> found, int limit) {
        if (found.size() <= limit) {
            return found;
        }
        Instant last = found.get(limit - 1).minute();
        return found.stream().filter(one -> !one.minute().isAfter(last)).toList();
    }

    /** @param follow whether there is anything to be told, now or later */
    private ResponseEntity<SseEmitter> streamed(
            Operator who, Predicate<EventStream> follow, HttpServletResponse response) throws IOException {
        EventStreams.Place place = streams.take(who);
        boolean stays = false;
        try {
            EventStream stream = new EventStream(senders, json);
            stream.emitter().onCompletion(() -> {
                place.close();
                events.leave(stream);
            });
            if (!follow.test(stream)) {
                return new ResponseEntity<>(HttpStatus.NO_CONTENT);
            }
            ResponseEntity<SseEmitter> answer = answer(stream, response);
            stays = true;
            return answer;
        } finally {
            if (!stays) {
                place.close();
            }
        }
    }

    /** The head goes out here: the filters, which add to it until then, and the senders would write it at the same time otherwise. */
    private ResponseEntity<SseEmitter> answer(EventStream stream, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        // A proxy that gathers answers before it passes them on is asked not to.
        response.setHeader("X-Accel-Buffering", "no");
        try {
            response.flushBuffer();
        } catch (IOException e) {
            events.leave(stream);
            throw new AsyncRequestNotUsableException("the client went away before it was heard", e);
        }
        stream.open();
        return ResponseEntity.ok(stream.emitter());
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
