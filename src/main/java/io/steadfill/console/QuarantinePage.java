package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Vendor;
import io.steadfill.desk.QuarantineDoor;
import io.steadfill.desk.RunDesk;
import io.steadfill.desk.fleet.FleetDesk;
import io.steadfill.problem.Problem;
import io.steadfill.quarantine.QuarantineCount;
import io.steadfill.quarantine.QuarantineEntry;
import io.steadfill.run.Runs;
import io.steadfill.run.Waivers;
import io.steadfill.run.status.Fleet;
import io.steadfill.run.status.RunStatus;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The rows that runs could not take: look, correct, try again, or waive. */
@Controller
@ConditionalOnWebApplication
class QuarantinePage {

    private static final int ROWS_MAX = 100;
    private static final int CSV_PAGE = 500;

    /** A run with rows in quarantine; {@code count} says so where it is not known. */
    record Tab(String run, String job, String count, boolean current) {}

    /** Why rows were set aside, and how many were. */
    record Reason(String key, String title, String rows, String open, boolean current) {}

    /** Rows with one reason. */
    record Group(String id, String title, String reason, String advice, List<Row> rows) {}

    /** A row as the page has it. */
    record Row(String id, String key, String error, Mark mark, boolean open, Stamp met, int tries) {}

    private final CurrentOperator current;
    private final RunDesk runs;
    private final FleetDesk fleet;
    private final QuarantineDoor door;
    private final Runs definitions;
    private final Databases databases;
    private final Clock clock;

    QuarantinePage(
            CurrentOperator current,
            RunDesk runs,
            FleetDesk fleet,
            QuarantineDoor door,
            Runs definitions,
            Databases databases,
            Clock clock) {
        this.current = current;
        this.runs = runs;
        this.fleet = fleet;
        this.door = door;
        this.definitions = definitions;
        this.databases = databases;
        this.clock = clock;
    }

    @GetMapping("/quarantine")
    String all(Model model) {
        // Nobody is told that all is settled on the word of a server that did not answer.
        model.addAttribute(
                "tabs",
                fleet.asides(current.get()).stream()
                        .filter(run -> run.rows() == null || run.rows() > 0)
                        .map(run -> tab(run, null))
                        .toList());
        return "quarantine-all";
    }

    @GetMapping("/runs/{run}/quarantine")
    String rows(
            @PathVariable String run,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "") String reason,
            Model model) {
        Operator who = current.get();
        RunStatus status = runs.status(who, run);
        List<QuarantineCount> counts = door.counts(who, run);
        List<QuarantineEntry> page = door.page(who, run, reason.isEmpty() ? null : reason, after, ROWS_MAX);
        Map<String, List<QuarantineEntry>> byReason = new LinkedHashMap<>();
        page.forEach(entry -> byReason.computeIfAbsent(entry.row().reason(), key -> new ArrayList<>())
                .add(entry));
        List<Group> groups = new ArrayList<>();
        byReason.forEach((key, entries) -> groups.add(new Group(
                "q-" + groups.size(),
                title(key),
                key,
                entries.get(0).row().advice(),
                entries.stream().map(entry -> row(entry, who)).toList())));
        long open = counts.stream().mapToLong(QuarantineCount::open).sum();
        model.addAttribute("run", status);
        model.addAttribute("mark", Mark.of(status));
        model.addAttribute("groups", groups);
        model.addAttribute(
                "reasons",
                counts.stream()
                        .map(one -> new Reason(
                                one.reason(),
                                title(one.reason()),
                                Words.number(one.rows()),
                                Words.number(one.open()),
                                one.reason().equals(reason)))
                        .toList());
        model.addAttribute("reason", reason);
        model.addAttribute(
                "all",
                Words.number(counts.stream().mapToLong(QuarantineCount::rows).sum()));
        model.addAttribute("open", open);
        model.addAttribute(
                "openHere",
                counts.stream()
                        .filter(one -> reason.isEmpty() || one.reason().equals(reason))
                        .mapToLong(QuarantineCount::open)
                        .sum());
        model.addAttribute(
                "title",
                open == 0 && !counts.isEmpty()
                        ? "Every row set aside is settled"
                        : Words.rows(open) + " in quarantine");
        model.addAttribute("first", after == null);
        model.addAttribute(
                "next",
                page.size() < ROWS_MAX ? null : page.get(page.size() - 1).id());
        model.addAttribute("tabs", tabs(who, status, open));
        model.addAttribute("remedy", remedy(run));
        model.addAttribute("masked", !who.seesData());
        boolean maySettle =
                who.may(Role.OPERATOR, status.job()) && !status.state().isBusy();
        model.addAttribute("mayRetry", maySettle && status.allowed().contains("resume"));
        model.addAttribute("mayWaive", maySettle && open > 0);
        model.addAttribute("busy", open > 0 && status.state().isBusy());
        return "quarantine";
    }

    /** What a waiver does to a row, column by column; empty where it only excuses it. */
    private List<String> remedy(String run) {
        JobDefinition job = definitions.definition(run);
        Vendor vendor = databases.named(job.database()).dialect().vendor();
        return job.onWaive().entrySet().stream()
                .map(one -> one.getKey().name() + " = " + one.getValue().on(vendor))
                .toList();
    }

    /** All rows of a run for a spreadsheet, as somebody may see them. */
    @GetMapping("/runs/{run}/quarantine.csv")
    ResponseEntity<StreamingResponseBody> csv(@PathVariable String run) {
        Operator who = current.get();
        runs.status(who, run);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"quarantine-" + run + ".csv\"")
                .body(out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    writer.write(QuarantineCsv.HEAD);
                    String after = null;
                    List<QuarantineEntry> page;
                    do {
                        page = door.page(who, run, after, CSV_PAGE);
                        for (QuarantineEntry entry : page) {
                            writer.write(QuarantineCsv.line(entry));
                            after = entry.id();
                        }
                    } while (page.size() == CSV_PAGE);
                    writer.flush();
                });
    }

    /** The run goes on, and takes these rows first. */
    @PostMapping("/runs/{run}/quarantine/retry")
    String retry(
            @PathVariable String run,
            @RequestParam(name = "row", defaultValue = "") List<String> rows,
            @RequestParam Map<String, String> form,
            RedirectAttributes redirect) {
        int tried = door.retry(current.get(), run, form.get("version"), meant(run, rows, form));
        redirect.addFlashAttribute("said", "Run " + run + " tries " + Words.rows(tried) + " again.");
        return "redirect:/runs/" + run;
    }

    @PostMapping("/runs/{run}/quarantine/waive")
    String waive(
            @PathVariable String run,
            @RequestParam(name = "row", defaultValue = "") List<String> rows,
            @RequestParam Map<String, String> form,
            RedirectAttributes redirect) {
        Operator who = current.get();
        RunStatus status = runs.status(who, run);
        Confirmed.require(status.job(), form.get("confirm"));
        String why = form.getOrDefault("why", "").strip();
        if (why.isEmpty()) {
            throw Problem.REQUEST_INVALID
                    .with("run", run)
                    .says("a waiver is kept with its reason: say why these rows may stay as they are");
        }
        int waived = door.waive(who, run, form.get("version"), meant(run, rows, form), why);
        redirect.addFlashAttribute("said", Words.rows(waived) + " waived. Resume the run to have it verified.");
        return "redirect:/runs/" + run + "/quarantine";
    }

    private static Waivers.Meant meant(String run, List<String> rows, Map<String, String> form) {
        return switch (form.getOrDefault("which", "")) {
            case "all" -> new Waivers.Meant(Set.of(), null);
            case "reason" -> new Waivers.Meant(Set.of(), form.getOrDefault("reason", ""));
            default -> {
                if (rows.isEmpty()) {
                    throw Problem.REQUEST_INVALID
                            .with("run", run)
                            .says("no row was selected: tick the rows that you mean, or say that you mean all");
                }
                yield new Waivers.Meant(Set.copyOf(rows), null);
            }
        };
    }

    /** The runs with open rows, and the one that is shown. */
    private List<Tab> tabs(Operator who, RunStatus shown, long open) {
        List<Tab> tabs = new ArrayList<>(fleet.asides(who).stream()
                .filter(run -> run.runId().equals(shown.runId()) || (run.rows() != null && run.rows() > 0))
                .map(run -> tab(run, shown.runId()))
                .toList());
        if (tabs.stream().noneMatch(Tab::current)) {
            tabs.add(0, new Tab(shown.runId(), shown.job(), Words.number(open), true));
        }
        return tabs;
    }

    private static Tab tab(Fleet.Aside run, @Nullable String shown) {
        return new Tab(
                run.runId(),
                run.job(),
                run.rows() == null ? "not known" : Words.number(run.rows()),
                run.runId().equals(shown));
    }

    private static boolean isOpen(QuarantineEntry entry) {
        return entry.state().equals("OPEN") || entry.state().equals("RETRY");
    }

    private Row row(QuarantineEntry entry, Operator who) {
        Mark mark = switch (entry.state()) {
            case "OPEN" -> new Mark("wait", "quarantine", "Open", "");
            case "RETRY" -> new Mark("busy", "undo", "To be tried again", "");
            case "WAIVED" -> new Mark("", "approve", "Waived", "");
            default -> new Mark("ok", "done", "Settled", "");
        };
        return new Row(
                entry.id(),
                entry.row().key().toString(),
                entry.row().error(),
                mark,
                isOpen(entry),
                Words.time(entry.firstAt(), clock.instant(), who.zone()),
                entry.attempts());
    }

    private static String title(String reason) {
        return switch (reason) {
            case "refused" -> "Refused by the transform";
            case "no-effect" -> "Still matches after its change";
            case "database-error" -> "Refused by the database";
            default -> reason.replace('-', ' ');
        };
    }
}
