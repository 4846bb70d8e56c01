package io.steadfill.api;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.api.answer.Answer;
import io.steadfill.api.answer.Idempotency;
import io.steadfill.api.answer.Links;
import io.steadfill.api.answer.RunAnswer;
import io.steadfill.api.answer.Version;
import io.steadfill.api.refusal.Refusals;
import io.steadfill.api.request.Bodies;
import io.steadfill.api.request.Paging;
import io.steadfill.api.request.Texts;
import io.steadfill.desk.QuarantineDoor;
import io.steadfill.desk.RunDesk;
import io.steadfill.desk.UndoDesk;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.run.Waivers;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.status.RunsFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs: looking at them, and the words that may be said to them. */
@RestController
@Tag(name = "Runs")
@RequestMapping(Links.BASE + "/runs")
@ConditionalOnWebApplication
class RunsController {

    private static final int PARTITIONS_MAX = 500;
    private static final String IF_MATCH = HttpHeaders.IF_MATCH;

    private final CurrentOperator current;
    private final RunDesk runs;
    private final QuarantineDoor quarantine;
    private final UndoDesk undo;
    private final Idempotency idempotency;

    RunsController(
            CurrentOperator current, RunDesk runs, QuarantineDoor quarantine, UndoDesk undo, Idempotency idempotency) {
        this.current = current;
        this.runs = runs;
        this.quarantine = quarantine;
        this.undo = undo;
        this.idempotency = idempotency;
    }

    /** A page of runs, the newest first. */
    record RunList(List<RunAnswer> runs, Map<String, String> links) {}

    @Operation(summary = "List runs")
    @GetMapping
    RunList list(
            @RequestParam(name = "job", required = false) @Nullable String job,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "database", required = false) @Nullable String database,
            @RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "50") int limit,
            HttpServletRequest request,
            HttpServletResponse response) {
        Paging.check(limit, RunQuery.LIMIT_MAX);
        RunsFound page =
                runs.page(current.get(), new RunQuery(job, database, state(state), moment(since), cursor, limit));
        return new RunList(
                page.runs().stream().map(RunAnswer::of).toList(), Paging.next(request, response, page.next()));
    }

    @Operation(summary = "Look at a run")
    @GetMapping("/{id}")
    RunAnswer one(@PathVariable("id") String id, HttpServletResponse response) {
        Operator who = current.get();
        RunStatus run = runs.status(who, id);
        // Beside Spring's own handling of tags: progress moves on while the version stays, and must never be answered
        // by 304.
        response.setHeader(HttpHeaders.ETAG, Version.tag(run.version()));
        return RunAnswer.of(run, null, runs.partitions(who, id, PARTITIONS_MAX));
    }

    @Operation(summary = "Pause a run")
    @PostMapping("/{id}/actions/pause")
    ResponseEntity<Object> pause(
            @PathVariable("id") String id,
            @RequestBody(required = false) Bodies.@Nullable Pause body,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Operator who = current.get();
        RunDesk desk = runs.asSeen(Version.wanted(ifMatch));
        return say(
                who,
                request,
                body,
                () -> desk.pause(
                        who,
                        id,
                        Texts.why(body == null ? null : body.why(), "no reason given"),
                        Texts.duration("lasts", body == null ? null : body.lasts())));
    }

    @Operation(summary = "Resume a run")
    @PostMapping("/{id}/actions/resume")
    ResponseEntity<Object> resume(
            @PathVariable("id") String id,
            @RequestBody(required = false) Bodies.@Nullable Resume body,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Operator who = current.get();
        @Nullable
        String ignoreHours = body == null || body.ignoreHours() == null ? null : Texts.why(body.ignoreHours());
        return say(
                who, request, body, () -> runs.asSeen(Version.wanted(ifMatch)).resume(who, id, ignoreHours));
    }

    /** Without keys the same word as resume, under the name that people look for: all rows in quarantine are tried again. */
    @Operation(summary = "Try rows in quarantine again, all or some")
    @PostMapping("/{id}/actions/retry")
    ResponseEntity<Object> retry(
            @PathVariable("id") String id,
            @RequestBody(required = false) Bodies.@Nullable Retry body,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Operator who = current.get();
        @Nullable String version = Version.wanted(ifMatch);
        if (body == null || body.keys() == null) {
            return say(who, request, body, () -> runs.asSeen(version).resume(who, id));
        }
        Waivers.Meant rows = new Waivers.Meant(Texts.names("keys", body.keys()), null);
        return idempotency.once(who, request, body, () -> {
            int tried = quarantine.retry(who, id, version, rows);
            return noted(who, id, tried == 1 ? "1 row is tried again" : tried + " rows are tried again");
        });
    }

    @Operation(summary = "End a run for good")
    @PostMapping("/{id}/actions/cancel")
    ResponseEntity<Object> cancel(
            @PathVariable("id") String id,
            @RequestBody(required = false) Bodies.@Nullable Plain body,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Operator who = current.get();
        runs.status(who, id);
        RunDesk desk = runs.asSeen(Version.required(ifMatch, id));
        return say(who, request, body, () -> desk.cancel(who, id));
    }

    /** Said again, it goes on with an undo that nobody works on. */
    @Operation(summary = "Put back what a run changed")
    @PostMapping("/{id}/actions/undo")
    ResponseEntity<Object> undo(
            @PathVariable("id") String id,
            @RequestBody Bodies.Undo body,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Operator who = current.get();
        runs.status(who, id);
        @Nullable String version = Version.required(ifMatch, id);
        String why = Texts.why(body.why());
        return idempotency.once(who, request, body, () -> {
            long rows = undo.undo(who, id, version, why);
            return noted(who, id, "the old values of " + rows + (rows == 1 ? " row" : " rows") + " are put back");
        });
    }

    @Operation(summary = "Change limits of a run")
    @PatchMapping("/{id}/tuning")
    ResponseEntity<Object> tune(
            @PathVariable("id") String id,
            @RequestBody Map<String, Object> body,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Operator who = current.get();
        Map<String, String> values = Texts.values("", body);
        if (values.isEmpty()) {
            throw Problem.REQUEST_INVALID.says("name what to tune, such as {\"chunk-time\": \"20ms\"}");
        }
        RunDesk desk = runs.asSeen(Version.wanted(ifMatch));
        return say(who, request, body, () -> desk.tune(who, id, values));
    }

    @Operation(summary = "Waive rows in quarantine")
    @PostMapping("/{id}/actions/waive")
    ResponseEntity<Object> waive(
            @PathVariable("id") String id,
            @RequestBody Bodies.Waive body,
            @RequestHeader(name = IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Operator who = current.get();
        runs.status(who, id);
        boolean all = Boolean.TRUE.equals(body.all());
        if (Stream.of(all, body.key() != null, body.keys() != null)
                        .filter(said -> said)
                        .count()
                != 1) {
            throw Problem.REQUEST_INVALID.says(
                    "name one row by its key or id, or several as keys: [...], or say all: true");
        }
        String why = Texts.why(body.why());
        @Nullable String version = Version.required(ifMatch, id);
        return idempotency.once(who, request, body, () -> {
            if (body.key() != null) {
                return noted(
                        who,
                        id,
                        quarantine.waive(who, id, version, Texts.checked("key", body.key()), why)
                                ? "the row was waived, and needs nothing more"
                                : "the row is excused; it still matches the job's predicate");
            }
            int waived = body.keys() == null
                    ? quarantine.waiveAll(who, id, version, why)
                    : quarantine.waive(
                            who, id, version, new Waivers.Meant(Texts.names("keys", body.keys()), null), why);
            return noted(who, id, waived == 1 ? "1 row was waived" : waived + " rows were waived");
        });
    }

    private Answer noted(Operator who, String id, String note) {
        RunStatus run = runs.status(who, id);
        return new Answer(200, null, run.version(), RunAnswer.of(run, note, null));
    }

    private ResponseEntity<Object> say(
            Operator who, HttpServletRequest request, @Nullable Object body, Supplier<RunStatus> verb) {
        return idempotency.once(who, request, body, () -> Answer.ok(RunAnswer.of(verb.get())));
    }

    private static @Nullable RunState state(@Nullable String text) {
        if (text == null) {
            return null;
        }
        List<String> known = Arrays.stream(RunState.values()).map(Enum::name).toList();
        String name = text.toUpperCase(Locale.ROOT);
        if (!known.contains(name)) {
            throw Problem.REQUEST_INVALID
                    .with("parameter", "state")
                    .with("known", known)
                    .says("'" + text + "' is no state of a run; " + Nearest.cure(name, known));
        }
        return RunState.valueOf(name);
    }

    private static @Nullable Instant moment(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant moment = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            int year = moment.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 1971 && year <= 2037) {
                return moment;
            }
        } catch (DateTimeParseException e) {
            throw Refusals.parameter("since", text, "a time such as 2026-01-31T22:00:00Z, or a day");
        }
        throw Refusals.parameter("since", text, "a time between the years 1971 and 2037");
    }
}
