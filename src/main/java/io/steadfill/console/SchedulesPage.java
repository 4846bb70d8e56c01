package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Strip;
import io.steadfill.console.words.Words;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.desk.schedule.ScheduleDesk;
import io.steadfill.problem.Problem;
import io.steadfill.schedule.Pause;
import io.steadfill.schedule.ScheduleStatus;
import io.steadfill.schedule.slot.Slot;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The nights of jobs: what is due, and what came of the dates before. */
@Controller
@ConditionalOnWebApplication
class SchedulesPage {

    private static final int NIGHTS = 14;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

    /**
     * A date to come.
     *
     * @param key as the address of its verbs has it
     * @param at when it is due; null for one that the schedule has no more, or that comes later than those shown
     */
    record Due(
            String key,
            String date,
            @Nullable Stamp at,
            boolean runs,
            boolean skipped,
            @Nullable String note) {}

    /** A date that came. */
    record Past(
            String date,
            Mark mark,
            @Nullable String run,
            @Nullable String reason) {}

    /** A job's schedule as the page has it; {@code cron} empty where {@code when} is it, {@code before} are dates that do not run before the next that does, {@code nights} those that came, drawn. */
    record Line(
            String job,
            String database,
            String when,
            String cron,
            String zone,
            String after,
            String open,
            boolean openNow,
            String misfire,
            List<String> blackOuts,
            @Nullable String pause,
            boolean mayChange,
            List<Due> before,
            @Nullable Due nextRun,
            @Nullable String usually,
            List<Due> next,
            Strip nights,
            List<Past> past) {}

    /** What the clocks do to the runs of these jobs on a date. */
    record Change(String date, String says, List<String> jobs) {}

    private final CurrentOperator current;
    private final ScheduleDesk schedules;
    private final Clock clock;

    SchedulesPage(CurrentOperator current, ScheduleDesk schedules, Clock clock) {
        this.current = current;
        this.schedules = schedules;
        this.clock = clock;
    }

    @GetMapping("/schedules")
    String all(Model model) {
        Operator who = current.get();
        List<ScheduleStatus> all = schedules.list(who, NIGHTS);
        model.addAttribute(
                "lines", all.stream().map(status -> line(who, status)).toList());
        model.addAttribute("changes", changes(all));
        model.addAttribute("words", BlackOutsPage.words(who, all));
        model.addAttribute("choices", BlackOutsPage.choices(who, all));
        return "schedules";
    }

    @PostMapping("/schedules/{job}/pause")
    String pause(@PathVariable String job, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        String why = form.getOrDefault("why", "").strip();
        if (why.isEmpty()) {
            throw Problem.REQUEST_INVALID.with("job", job).says("a pause is kept with its reason: say why");
        }
        schedules.pause(current.get(), job, why, null);
        redirect.addFlashAttribute("said", "The schedule of " + job + " is paused.");
        return "redirect:/schedules";
    }

    @PostMapping("/schedules/{job}/resume")
    String resume(@PathVariable String job, RedirectAttributes redirect) {
        schedules.resume(current.get(), job);
        redirect.addFlashAttribute("said", "The schedule of " + job + " goes on.");
        return "redirect:/schedules";
    }

    @PostMapping("/schedules/{job}/dates/{date}/skip")
    String skip(
            @PathVariable String job,
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date,
            @RequestParam Map<String, String> form,
            RedirectAttributes redirect) {
        String why = form.getOrDefault("why", "").strip();
        if (why.isEmpty()) {
            throw Problem.REQUEST_INVALID.with("job", job).says("a skipped date is kept with its reason: say why");
        }
        ScheduleDesk.NightDate said = schedules.skip(current.get(), job, date, why);
        String others = said.dependents().isEmpty()
                ? ""
                : " What depends on it fails on that date unless it is skipped too: "
                        + String.join(", ", said.dependents()) + ".";
        redirect.addFlashAttribute("said", DATE.format(date) + " of " + job + " is skipped." + others);
        return "redirect:/schedules";
    }

    @PostMapping("/schedules/{job}/dates/{date}/unskip")
    String unskip(
            @PathVariable String job,
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate date,
            RedirectAttributes redirect) {
        schedules.unskip(current.get(), job, date);
        redirect.addFlashAttribute("said", DATE.format(date) + " of " + job + " runs after all.");
        return "redirect:/schedules";
    }

    /** The nearest first, the jobs together of which the same is said. */
    private static Collection<Change> changes(List<ScheduleStatus> all) {
        Map<String, Change> changes = new TreeMap<>();
        for (ScheduleStatus status : all) {
            for (Schedule.ClockChange change : status.clockChanges()) {
                String says = status.zone() + ", " + change.says();
                changes.computeIfAbsent(
                                change.date() + says,
                                key -> new Change(DATE.format(change.date()), says, new ArrayList<>()))
                        .jobs()
                        .add(status.job());
            }
        }
        return changes.values();
    }

    /** What comes, and then the dates that are skipped further ahead. */
    private List<Due> coming(Operator who, ScheduleStatus status) {
        List<Due> coming = new ArrayList<>();
        Set<LocalDate> seen = new HashSet<>();
        for (ScheduleStatus.Next next : status.next()) {
            seen.add(next.date());
            coming.add(new Due(
                    next.date().toString(),
                    DATE.format(next.date()),
                    Words.time(next.due(), clock.instant(), who.zone()),
                    next.runs(),
                    next.skip() != null,
                    next.note()));
        }
        status.skippedDates().stream()
                .filter(skip -> !seen.contains(skip.date()))
                .map(skip -> new Due(skip.date().toString(), DATE.format(skip.date()), null, false, true, skip.says()))
                .forEach(coming::add);
        return coming;
    }

    private Line line(Operator who, ScheduleStatus status) {
        Pause pause = status.pause();
        List<Due> coming = coming(who, status);
        List<Past> past = status.history().stream().map(SchedulesPage::past).toList();
        return new Line(
                status.job(),
                status.database(),
                status.when(),
                status.when().equals(status.cron()) ? "" : status.cron(),
                status.zone(),
                status.dependsOn().isEmpty() ? "" : "after " + String.join(", ", status.dependsOn()),
                status.open(),
                status.openNow(),
                status.misfire().replace('-', ' '),
                status.blackOuts(),
                pause == null ? null : "by " + pause.by() + ": " + pause.why(),
                who.may(Role.OPERATOR, status.job()),
                coming.stream()
                        .takeWhile(due -> !due.runs())
                        .filter(due -> due.at() != null)
                        .toList(),
                coming.stream().filter(Due::runs).findFirst().orElse(null),
                status.usualLength() == null ? null : Words.about(Duration.parse(status.usualLength())),
                coming,
                Strip.ofNights(past.stream().map(Past::mark).toList()),
                past);
    }

    private static Past past(ScheduleStatus.Past past) {
        Slot slot = past.slot();
        Mark mark = switch (slot.state()) {
            case PENDING -> new Mark("", "pending", "Pending", "");
            case LAUNCHED -> past.runState() == null ? new Mark("", "run", "Launched", "") : Mark.of(past.runState());
            case SKIPPED -> new Mark("wait", "wait", "Skipped", "");
            case MISSED -> new Mark("bad", "failed", "Missed", "");
        };
        return new Past(DATE.format(slot.date()), mark, slot.runId(), slot.reason());
    }
}
