package io.steadfill.api;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.api.answer.Answer;
import io.steadfill.api.answer.Idempotency;
import io.steadfill.api.answer.Links;
import io.steadfill.api.request.Bodies;
import io.steadfill.api.request.Texts;
import io.steadfill.desk.StopDesk;
import io.steadfill.problem.Problem;
import io.steadfill.run.admission.Stop;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stop-all: words that hold every run of a job, on a table, in a database, or all of them. */
@RestController
@Tag(name = "Stops")
@RequestMapping(Links.BASE + "/stops")
@ConditionalOnWebApplication
class StopsController {

    private final CurrentOperator current;
    private final StopDesk stops;
    private final Idempotency idempotency;

    StopsController(CurrentOperator current, StopDesk stops, Idempotency idempotency) {
        this.current = current;
        this.stops = stops;
        this.idempotency = idempotency;
    }

    /** The stops in force, the newest first. */
    record StopList(List<Stop> stops) {}

    /** @param freed runs that nothing holds any more, and that go on */
    record Lifted(String stop, int freed) {}

    @Operation(summary = "List stops in force")
    @GetMapping
    StopList list() {
        return new StopList(stops.list(current.get()));
    }

    @Operation(summary = "Stop a job, a database, a table or everything")
    @PostMapping
    ResponseEntity<Object> stop(@RequestBody Bodies.Halt body, HttpServletRequest request) {
        boolean everything = Boolean.TRUE.equals(body.everything());
        long named = Stream.of(body.job() != null, body.database() != null, everything)
                .filter(given -> given)
                .count();
        boolean tableNowhere = body.table() != null && body.database() == null;
        if (named != 1 || tableNowhere) {
            throw Problem.REQUEST_INVALID.says(
                    "say what to stop: a job, a database, a table in a database, or everything: true");
        }
        String why = Texts.why(body.why());
        @Nullable Duration lasts = Texts.duration("lasts", body.lasts());
        Operator who = current.get();
        return idempotency.once(who, request, body, () -> {
            Stop stop = everything
                    ? stops.everything(who, why, lasts)
                    : body.job() != null
                            ? stops.job(who, body.job(), why, lasts)
                            : stops.database(
                                    who,
                                    String.valueOf(body.database()),
                                    body.table() == null ? null : Texts.name("table", body.table()),
                                    why,
                                    lasts);
            return new Answer(201, Links.BASE + "/stops/" + stop.id(), null, stop);
        });
    }

    @Operation(summary = "Look at a stop")
    @GetMapping("/{id}")
    Stop one(@PathVariable("id") String id) {
        return stops.list(current.get()).stream()
                .filter(stop -> stop.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.STOP_NOT_FOUND
                        .with("stop", id)
                        .says("there is no such stop in force; " + Links.BASE + "/stops lists them"));
    }

    @Operation(summary = "Lift a stop")
    @DeleteMapping("/{id}")
    ResponseEntity<Object> lift(@PathVariable("id") String id, HttpServletRequest request) {
        Operator who = current.get();
        return idempotency.once(who, request, Map.of(), () -> {
            one(id);
            return new Answer(200, null, null, new Lifted(id, stops.lift(who, id)));
        });
    }
}
