package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.desk.JobDesk;
import io.steadfill.desk.StopDesk;
import io.steadfill.desk.fleet.DatabaseDesk;
import io.steadfill.problem.Problem;
import io.steadfill.run.admission.Stop;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The brake: holds all runs of a job, on a table, in a database, or everywhere, until somebody lifts it or its time is over. */
@Controller
@ConditionalOnWebApplication
class StopsPage {

    /** What the form offers, and how long each lasts; null until somebody lifts it. */
    private static final Map<String, @Nullable Duration> LASTS = lasts();

    private final CurrentOperator current;
    private final StopDesk stops;
    private final JobDesk jobs;
    private final DatabaseDesk databases;

    StopsPage(CurrentOperator current, StopDesk stops, JobDesk jobs, DatabaseDesk databases) {
        this.current = current;
        this.stops = stops;
        this.jobs = jobs;
        this.databases = databases;
    }

    @GetMapping("/stops")
    String all(
            @RequestParam(defaultValue = "") String job,
            @RequestParam(defaultValue = "") String database,
            Model model) {
        Operator who = current.get();
        model.addAttribute("mayAll", who.may(Role.OPERATOR));
        model.addAttribute(
                "jobs",
                jobs.names(who).stream()
                        .filter(name -> who.may(Role.OPERATOR, name))
                        .toList());
        model.addAttribute("databases", who.may(Role.OPERATOR) ? databases.names(who) : List.of());
        model.addAttribute("job", job);
        model.addAttribute("database", database);
        model.addAttribute("scope", database.isEmpty() ? "job" : "database");
        model.addAttribute("lasts", LASTS.keySet());
        return "stops";
    }

    @PostMapping("/stops")
    String stop(@RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Operator who = current.get();
        String why = text(form, "why");
        if (why.isEmpty()) {
            throw Problem.REQUEST_INVALID.says("a stop is kept with its reason: say why");
        }
        String key = text(form, "lasts");
        if (!LASTS.containsKey(key)) {
            throw Problem.REQUEST_INVALID.says("say how long the stop holds: " + String.join(", ", LASTS.keySet()));
        }
        Duration lasts = LASTS.get(key);
        Stop stop = switch (text(form, "scope")) {
            case "job" -> stops.job(who, needed(form, "job"), why, lasts);
            case "table" -> stops.database(who, needed(form, "database"), needed(form, "table"), why, lasts);
            case "database" -> stops.database(who, needed(form, "database"), null, why, lasts);
            case "everything" -> stops.everything(who, why, lasts);
            default ->
                throw Problem.REQUEST_INVALID.says("say what to stop: a job, a table, a database, or everything");
        };
        redirect.addFlashAttribute("said", "Stopped: " + stop.what() + ". Runs pause after the chunk in flight.");
        return "redirect:/stops";
    }

    @PostMapping("/stops/{id}/lift")
    String lift(@PathVariable String id, RedirectAttributes redirect) {
        int freed = stops.lift(current.get(), id);
        redirect.addFlashAttribute(
                "said", "The stop is lifted. " + (freed == 1 ? "One run goes on." : freed + " runs go on."));
        return "redirect:/stops";
    }

    private static String needed(Map<String, String> form, String name) {
        String given = text(form, name);
        if (given.isEmpty()) {
            throw Problem.REQUEST_INVALID.says("say which " + name + " to stop");
        }
        return given;
    }

    private static String text(Map<String, String> form, String name) {
        return form.getOrDefault(name, "").strip();
    }

    private static Map<String, @Nullable Duration> lasts() {
        Map<String, @Nullable Duration> all = new LinkedHashMap<>();
        all.put("until somebody lifts it", null);
        all.put("1 hour", Duration.ofHours(1));
        all.put("4 hours", Duration.ofHours(4));
        all.put("12 hours", Duration.ofHours(12));
        all.put("1 day", Duration.ofDays(1));
        all.put("1 week", Duration.ofDays(7));
        return Collections.unmodifiableMap(all);
    }
}
