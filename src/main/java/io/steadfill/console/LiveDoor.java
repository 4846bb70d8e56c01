package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.desk.RunDesk;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
    private final Live live;

    LiveDoor(CurrentOperator current, RunDesk runs, Live live) {
        this.current = current;
        this.runs = runs;
        this.live = live;
    }

    @GetMapping(path = "/events/home", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter home(HttpServletResponse response) throws IOException {
        Operator who = current.get();
        begin(response);
        return live.home(who);
    }

    @GetMapping(path = "/events/runs/{run}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter run(@PathVariable String run, HttpServletResponse response) throws IOException {
        Operator who = current.get();
        runs.status(who, run);
        begin(response);
        return live.run(who, run);
    }

    /** The head goes out here: the filters, which add to it until then, and the senders would write it at the same time otherwise. */
    private static void begin(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
        response.flushBuffer();
    }
}
