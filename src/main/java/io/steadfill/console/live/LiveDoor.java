package io.steadfill.console.live;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.desk.RunDesk;
import io.steadfill.desk.event.EventStreams;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The streams behind the pages' live parts. */
@Controller
@ConditionalOnWebApplication
class LiveDoor {

    private final CurrentOperator current;
    private final RunDesk runs;
    private final EventStreams streams;
    private final Live live;

    LiveDoor(CurrentOperator current, RunDesk runs, EventStreams streams, Live live) {
        this.current = current;
        this.runs = runs;
        this.streams = streams;
        this.live = live;
    }

    @GetMapping(path = "/events/home", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter home(HttpServletResponse response) throws IOException {
        Operator who = current.get();
        return begun(response, who, place -> live.home(who, place));
    }

    @GetMapping(path = "/events/runs/{run}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter run(@PathVariable String run, HttpServletResponse response) throws IOException {
        Operator who = current.get();
        runs.status(who, run);
        return begun(response, who, place -> live.run(who, run, place));
    }

    private SseEmitter begun(
            HttpServletResponse response, Operator who, Function<EventStreams.Place, SseEmitter> stream)
            throws IOException {
        EventStreams.Place place = streams.take(who);
        try {
            // The head goes out here; otherwise the filters, which add to it, and the senders would write it together.
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
            response.flushBuffer();
            return stream.apply(place);
        } catch (IOException | RuntimeException e) {
            place.close();
            throw e;
        }
    }
}
