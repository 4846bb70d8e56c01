package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.definition.calendar.BlackOut;
import io.steadfill.desk.schedule.BlackOutDesk;
import io.steadfill.desk.schedule.BlackOutDesk.Answer;
import io.steadfill.desk.schedule.BlackOutDesk.DateOf;
import io.steadfill.desk.schedule.BlackOutDesk.LeftOut;
import io.steadfill.desk.schedule.BlackOutDesk.Scope;
import io.steadfill.problem.Problem;
import io.steadfill.run.admission.SkippedDate;
import io.steadfill.schedule.ScheduleStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Days on which schedules launch nothing, by somebody's word; the page of schedules shows them. */
@Controller
@ConditionalOnWebApplication
class BlackOutsPage {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);
    private static final int TOLD_MAX = 4;
    private static final String JOB = "job:";
    private static final String DATABASE = "database:";

    private final CurrentOperator current;
    private final BlackOutDesk blackOuts;

    BlackOutsPage(CurrentOperator current, BlackOutDesk blackOuts) {
        this.current = current;
        this.blackOuts = blackOuts;
    }

    /**
     * All that was said in one word and still stands.
     *
     * @param from the first of its dates, and {@code to} the last, as the form that takes it back has them
     * @param since when it was said, which tells it from others
     */
    record Word(
            String from,
            String to,
            String since,
            String days,
            String jobs,
            String why,
            String by,
            boolean mayTakeBack) {}

    /** What the form offers: {@code key} is what it sends. */
    record Choice(String key, String says) {}

    private record Said(Instant since, String by, String why) {}

    /** What is to be skipped, by who said it and when; the nearest first. */
    static List<Word> words(Operator who, List<ScheduleStatus> all) {
        Map<Said, List<DateOf>> words = new LinkedHashMap<>();
        for (ScheduleStatus status : all) {
            for (SkippedDate skip : status.skippedDates()) {
                words.computeIfAbsent(new Said(skip.since(), skip.by(), skip.why()), key -> new ArrayList<>())
                        .add(new DateOf(status.job(), skip.date()));
            }
        }
        return words.entrySet().stream()
                .map(entry -> word(who, entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Word::from).thenComparing(Word::since))
                .toList();
    }

    private static Word word(Operator who, Said said, List<DateOf> dates) {
        TreeSet<LocalDate> days = dates.stream().map(DateOf::date).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> jobs = dates.stream().map(DateOf::job).collect(Collectors.toCollection(TreeSet::new));
        return new Word(
                days.first().toString(),
                days.last().toString(),
                said.since().toString(),
                days(days.first(), days.last()),
                few(jobs, ", "),
                said.why(),
                said.by(),
                jobs.stream().anyMatch(job -> who.may(Role.OPERATOR, job)));
    }

    /** What somebody may have skipped for days: all, a database or one job. */
    static List<Choice> choices(Operator who, List<ScheduleStatus> all) {
        List<ScheduleStatus> operated = all.stream()
                .filter(status -> who.may(Role.OPERATOR, status.job()))
                .toList();
        if (operated.isEmpty()) {
            return List.of();
        }
        Stream<Choice> databases = operated.stream()
                .map(ScheduleStatus::database)
                .distinct()
                .sorted()
                .map(name -> new Choice(DATABASE + name, "all on database " + name));
        Stream<Choice> jobs = operated.stream().map(status -> new Choice(JOB + status.job(), status.job()));
        return Stream.of(Stream.of(new Choice("all", "all schedules")), databases, jobs)
                .flatMap(choices -> choices)
                .toList();
    }

    @PostMapping("/schedules/black-outs")
    String add(
            @RequestParam("from") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam("to") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to,
            @RequestParam("on") String on,
            @RequestParam("why") String text,
            RedirectAttributes redirect) {
        String why = text.strip();
        if (why.isEmpty()) {
            throw Problem.REQUEST_INVALID.says("days without runs are kept with their reason: say why");
        }
        Answer said = blackOuts.skip(current.get(), scope(on), BlackOutDesk.days(from, to), why);
        redirect.addFlashAttribute("said", told(said, "skipped"));
        return "redirect:/schedules";
    }

    @PostMapping("/schedules/black-outs/take-back")
    String takeBack(
            @RequestParam("from") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam("to") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to,
            @RequestParam("since") Instant since,
            RedirectAttributes redirect) {
        BlackOut days = BlackOutDesk.days(from, to);
        Answer said = blackOuts.takeBack(current.get(), Scope.all(), days, since);
        redirect.addFlashAttribute("said", told(said, "to run after all"));
        return "redirect:/schedules";
    }

    private static Scope scope(String on) {
        if (on.startsWith(JOB)) {
            return Scope.of(List.of(on.substring(JOB.length())));
        }
        if (on.startsWith(DATABASE)) {
            return Scope.onDatabase(on.substring(DATABASE.length()));
        }
        if (!on.equals("all")) {
            throw Problem.REQUEST_INVALID.says("say whose runs: all, a database's, or a job's");
        }
        return Scope.all();
    }

    private static String told(Answer said, String now) {
        TreeSet<String> jobs = said.dates().stream().map(DateOf::job).collect(Collectors.toCollection(TreeSet::new));
        int runs = said.dates().size();
        String told = days(said.from(), said.to()) + ": " + (runs == 1 ? "one run is " : runs + " runs are ") + now
                + ", of " + few(jobs, ", ") + ".";
        if (!said.leftOut().isEmpty()) {
            told += " Left out: "
                    + few(said.leftOut().stream().map(LeftOut::says).toList(), "; ") + ".";
        }
        if (!said.dependents().isEmpty()) {
            told += " What depends on these fails unless it is skipped too: "
                    + few(
                            said.dependents().stream()
                                    .map(one -> one.job() + " of " + one.date())
                                    .toList(),
                            ", ")
                    + ".";
        }
        return told;
    }

    private static String days(LocalDate from, LocalDate to) {
        return from.equals(to) ? DAY.format(from) : DAY.format(from) + " to " + DAY.format(to);
    }

    private static String few(Collection<String> all, String between) {
        String first = all.stream().limit(TOLD_MAX).collect(Collectors.joining(between));
        return all.size() > TOLD_MAX ? first + between + "and " + (all.size() - TOLD_MAX) + " more" : first;
    }
}
