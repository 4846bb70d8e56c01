package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
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
    private final Live live;

    LiveDoor(CurrentOperator current, Live live) {
        this.current = current;
        this.live = live;
    }

    @GetMapping(path = "/events/home", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter home() {
        return live.home(current.get());
    }

    @GetMapping(path = "/events/runs/{run}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter run(@PathVariable String run) {
        return live.run(current.get(), run);
    }
}
