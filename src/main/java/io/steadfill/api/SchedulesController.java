package io.steadfill.api;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.api.answer.Answer;
import io.steadfill.api.answer.Idempotency;
import io.steadfill.api.answer.Links;
import io.steadfill.api.refusal.Refusals;
import io.steadfill.api.request.Bodies;
import io.steadfill.api.request.Texts;
import io.steadfill.definition.calendar.BlackOut;
import io.steadfill.desk.schedule.BlackOutDesk;
import io.steadfill.desk.schedule.ScheduleDesk;
import io.steadfill.schedule.ScheduleStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The nights of jobs: what is due, what came of the dates before, and a word to let some pass. */
@RestController
@Tag(name = "Schedules")
@RequestMapping(Links.BASE + "/schedules")
@ConditionalOnWebApplication
class SchedulesController {

    private static final int NIGHTS_MAX = 100;

    private final CurrentOperator current;
    private final ScheduleDesk schedules;
    private final BlackOutDesk blackOuts;
    private final Idempotency idempotency;

    SchedulesController(
            CurrentOperator current, ScheduleDesk schedules, BlackOutDesk blackOuts, Idempotency idempotency) {
        this.current = current;
        this.schedules = schedules;
        this.blackOuts = blackOuts;
        this.idempotency = idempotency;
    }

    /** Jobs with a schedule, by name. */
    record ScheduleList(List<ScheduleStatus> schedules) {}

    @Operation(summary = "List schedules")
    @GetMapping
    ScheduleList list(@RequestParam(name = "nights", defaultValue = "3") int nights) {
        check(nights);
        return new ScheduleList(schedules.list(current.get(), nights));
    }

    @Operation(summary = "Look at a schedule")
    @GetMapping("/{job}")
    ScheduleStatus one(@PathVariable("job") String job, @RequestParam(name = "nights", defaultValue = "7") int nights) {
        check(nights);
        return schedules.status(current.get(), job, nights);
    }

    @Operation(summary = "Pause a schedule")
    @PostMapping("/{job}/actions/pause")
    ResponseEntity<Object> pause(
            @PathVariable("job") String job, @RequestBody Bodies.Pause body, HttpServletRequest request) {
        Operator who = current.get();
        String why = Texts.why(body.why());
        @Nullable Duration lasts = Texts.duration("lasts", body.lasts());
        return idempotency.once(
                who, request, body, () -> new Answer(200, null, null, schedules.pause(who, job, why, lasts)));
    }

    @Operation(summary = "Resume a schedule")
    @PostMapping("/{job}/actions/resume")
    ResponseEntity<Object> resume(@PathVariable("job") String job, HttpServletRequest request) {
        Operator who = current.get();
        return idempotency.once(who, request, Map.of(), () -> new Answer(200, null, null, schedules.resume(who, job)));
    }

    @Operation(summary = "Have one date skipped")
    @PostMapping("/{job}/actions/skip")
    ResponseEntity<Object> skip(
            @PathVariable("job") String job, @RequestBody Bodies.Skip body, HttpServletRequest request) {
        Operator who = current.get();
        LocalDate date = Texts.dateNeeded("businessDate", body.businessDate());
        String why = Texts.why(body.why());
        return idempotency.once(
                who, request, body, () -> new Answer(200, null, null, schedules.skip(who, job, date, why)));
    }

    @Operation(summary = "Have a skipped date run after all")
    @PostMapping("/{job}/actions/unskip")
    ResponseEntity<Object> unskip(
            @PathVariable("job") String job, @RequestBody Bodies.Unskip body, HttpServletRequest request) {
        Operator who = current.get();
        LocalDate date = Texts.dateNeeded("businessDate", body.businessDate());
        return idempotency.once(
                who, request, body, () -> new Answer(200, null, null, schedules.unskip(who, job, date)));
    }

    @Operation(summary = "Have several schedules launch nothing for some days")
    @PostMapping("/actions/skip")
    ResponseEntity<Object> skipDays(@RequestBody Bodies.SkipDays body, HttpServletRequest request) {
        Operator who = current.get();
        BlackOut days = days(body.from(), body.to());
        BlackOutDesk.Scope scope = scope(body.jobs(), body.database(), body.everything());
        String why = Texts.why(body.why());
        return idempotency.once(
                who, request, body, () -> new Answer(200, null, null, blackOuts.skip(who, scope, days, why)));
    }

    @Operation(summary = "Have several schedules launch again on days that were skipped")
    @PostMapping("/actions/unskip")
    ResponseEntity<Object> unskipDays(@RequestBody Bodies.UnskipDays body, HttpServletRequest request) {
        Operator who = current.get();
        BlackOut days = days(body.from(), body.to());
        BlackOutDesk.Scope scope = scope(body.jobs(), body.database(), body.everything());
        return idempotency.once(
                who, request, body, () -> new Answer(200, null, null, blackOuts.takeBack(who, scope, days, null)));
    }

    private static BlackOut days(@Nullable String from, @Nullable String to) {
        return BlackOutDesk.days(Texts.dateNeeded("from", from), Texts.dateNeeded("to", to));
    }

    /** Exactly one of the three, so that what was forgotten never means everything. */
    private static BlackOutDesk.Scope scope(
            @Nullable List<String> jobs, @Nullable String database, @Nullable Boolean everything) {
        boolean all = Boolean.TRUE.equals(everything);
        if ((jobs == null ? 0 : 1) + (database == null ? 0 : 1) + (all ? 1 : 0) != 1) {
            throw Texts.refused("jobs", "name jobs, or a database, or say that everything is meant: one of the three");
        }
        if (jobs != null) {
            return BlackOutDesk.Scope.of(List.copyOf(Texts.names("jobs", jobs)));
        }
        return database == null
                ? BlackOutDesk.Scope.all()
                : BlackOutDesk.Scope.onDatabase(Texts.name("database", database));
    }

    private static void check(int nights) {
        if (nights < 1 || nights > NIGHTS_MAX) {
            throw Refusals.parameter("nights", String.valueOf(nights), "a number from 1 to " + NIGHTS_MAX);
        }
    }
}
