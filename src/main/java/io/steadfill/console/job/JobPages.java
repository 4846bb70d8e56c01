package io.steadfill.console.job;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.console.background.Errands;
import io.steadfill.console.run.Command;
import io.steadfill.console.run.RunParts;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import io.steadfill.database.Database;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.desk.JobDesk;
import io.steadfill.desk.Masked;
import io.steadfill.desk.RunDesk;
import io.steadfill.desk.board.Board;
import io.steadfill.desk.board.JobLine;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.WalkProgress;
import io.steadfill.schema.Companions;
import io.steadfill.schema.ScriptState;
import io.steadfill.script.Direction;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The board of all jobs, and each job. */
@Controller
@ConditionalOnWebApplication
class JobPages {

    private static final int RUNS_MAX = 20;

    /** A choice of jobs. */
    record Tab(String name, String href, int count, boolean current) {}

    /** A companion script as the page has it. */
    record ScriptView(
            String file,
            String undo,
            Mark mark,
            String statements,
            String by,
            @Nullable Stamp at,
            @Nullable String error) {}

    /** A complaint about the definition. */
    record Wrong(String place, String says, String cure) {}

    /** A word about companion scripts that could be said now. */
    record Way(String word, String label) {}

    private final CurrentOperator current;
    private final Board board;
    private final JobDesk jobs;
    private final RunDesk runs;
    private final Companions companions;
    private final Errands errands;
    private final Clock clock;

    JobPages(
            CurrentOperator current,
            Board board,
            JobDesk jobs,
            RunDesk runs,
            Companions companions,
            Errands errands,
            Clock clock) {
        this.current = current;
        this.board = board;
        this.jobs = jobs;
        this.runs = runs;
        this.companions = companions;
        this.errands = errands;
        this.clock = clock;
    }

    @GetMapping("/jobs")
    String board(
            @RequestParam(defaultValue = "all") String show,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String database,
            Model model) {
        List<JobLine> all = board.lines(current.get());
        Map<String, Predicate<JobLine>> choices = new LinkedHashMap<>();
        choices.put("all", line -> true);
        choices.put("person", JobLine::needsPerson);
        choices.put("work", JobLine::isInWork);
        choices.put("finished", JobLine::isFinished);
        choices.put("invalid", line -> line.table() == null);
        List<String> names = List.of("All", "Needs a person", "In work", "Finished", "Invalid definition");
        List<Tab> tabs = new ArrayList<>();
        choices.forEach((key, choice) -> tabs.add(new Tab(
                names.get(tabs.size()),
                "/jobs?show=" + key,
                (int) all.stream().filter(choice).count(),
                key.equals(show))));
        String wanted = q.strip().toLowerCase(Locale.ROOT);
        model.addAttribute(
                "lines",
                all.stream()
                        .filter(choices.getOrDefault(show, line -> true))
                        .filter(line -> database.isEmpty() || database.equals(line.database()))
                        .filter(line -> (line.job() + " " + line.table())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted))
                        .map(JobView::of)
                        .toList());
        model.addAttribute("tabs", tabs);
        model.addAttribute("show", show);
        model.addAttribute("q", q);
        model.addAttribute("database", database);
        model.addAttribute(
                "databases",
                all.stream()
                        .map(JobLine::database)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList());
        model.addAttribute("stageNames", Board.STAGES);
        return "board";
    }

    @GetMapping("/jobs/{job}")
    String job(@PathVariable String job, Model model) {
        Operator who = current.get();
        model.addAttribute("complaints", List.of());
        model.addAttribute("scripts", List.of());
        model.addAttribute("ways", List.of());
        model.addAttribute("scriptsErrand", errandSays("scripts of " + job, who));
        model.addAttribute("description", "");
        try {
            definition(jobs.definition(who, job), model);
        } catch (ProblemException e) {
            if (!e.facts().containsKey("errors")) {
                throw e;
            }
            model.addAttribute("complaints", complaints(e));
        }
        model.addAttribute("line", JobView.of(board.line(who, job)));
        model.addAttribute("mayLaunch", who.may(Role.OPERATOR, job));
        model.addAttribute(
                "runs",
                runs.page(who, new RunQuery(job, null, null, null, null, RUNS_MAX)).runs().stream()
                        .map(run -> new RunParts.Active(run, WalkProgress.of(List.of())).seenBy(who, clock.instant()))
                        .toList());
        return "job";
    }

    private void definition(JobDefinition job, Model model) {
        Database database = jobs.database(job);
        model.addAttribute("description", job.description());
        model.addAttribute("definition", job.text());
        model.addAttribute("hash", job.hash().substring(0, 12));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Owner", job.owner() == null ? "nobody named" : job.owner());
        facts.put(
                "Target",
                database.name() + ", " + database.dialect().vendor().name().toLowerCase(Locale.ROOT)
                        + (database.production() ? ", production" : ""));
        facts.put("Table", job.table().toString());
        facts.put("Work", job.work().word());
        facts.put(
                "Undo",
                job.undoKeep() == null
                        ? "no before-images are kept"
                        : "before-images kept " + Words.span(job.undoKeep()));
        model.addAttribute("facts", facts);
        scripts(database, job, model);
        String jar = "java -jar steadfill.jar ";
        model.addAttribute(
                "commands",
                List.of(
                        new Command("plan", "Plan", jar + "plan " + job.name(), ""),
                        new Command("run", "Launch", jar + "run " + job.name(), ""),
                        new Command("verify", "Verify", jar + "verify " + job.name(), ""),
                        new Command("expand", "Expand", jar + "schema expand " + job.name(), ""),
                        new Command("contract", "Contract", jar + "schema contract " + job.name(), "")));
    }

    private void scripts(Database database, JobDefinition job, Model model) {
        try {
            Operator who = current.get();
            List<ScriptState> states = companions.status(database, jobs.folder(job), job);
            model.addAttribute(
                    "scripts",
                    states.stream()
                            .map(state -> view(who.seesData() ? state : Masked.of(state), who))
                            .toList());
            model.addAttribute("ways", ways(states));
        } catch (ProblemException e) {
            model.addAttribute("scriptsAway", e.detail());
        }
    }

    private static List<Way> ways(List<ScriptState> states) {
        List<Way> ways = new ArrayList<>();
        if (states.stream().anyMatch(one -> isLeft(one, Direction.EXPAND))) {
            ways.add(new Way("expand", "Expand…"));
        }
        if (states.stream().anyMatch(one -> isLeft(one, Direction.CONTRACT))) {
            ways.add(new Way("contract", "Contract…"));
        }
        if (states.stream().anyMatch(one -> one.done() > 0 && one.undoable())) {
            ways.add(new Way("undo", "Undo…"));
        }
        return ways;
    }

    private static boolean isLeft(ScriptState one, Direction direction) {
        return one.direction() == direction && one.state() != ScriptState.State.APPLIED;
    }

    /** Null where all is said by the table. */
    private @Nullable String errandSays(String name, Operator who) {
        return errands.last(name)
                .map(errand -> errand.outcome() == null
                        ? "A step by " + errand.by() + " is under way. Load the page again to see how far it is."
                        : errand.outcome().good()
                                ? null
                                : "The last step, by " + errand.by() + ", was refused"
                                        // To somebody else than whoever gave the word it may quote a row.
                                        + (who.seesData() || who.name().equals(errand.by())
                                                ? ": " + errand.outcome().says()
                                                : "."))
                .orElse(null);
    }

    private ScriptView view(ScriptState script, Operator who) {
        Mark mark = switch (script.state()) {
            case APPLIED -> new Mark("ok", "done", "Applied", "");
            case PENDING -> new Mark("", "pending", "Pending", "");
            case RUNNING -> new Mark("busy", "run", "Running", "");
            case PARTIAL -> new Mark("wait", "warn", "Partly applied", "");
            case FAILED -> new Mark("bad", "failed", "Failed", "");
            case UNDONE -> new Mark("", "undo", "Undone", "");
            case CHANGED -> new Mark("bad", "failed", "Edited since", "");
        };
        return new ScriptView(
                script.file(),
                script.undoable() ? "can be undone" : "has no undo",
                mark,
                script.done() + " of " + script.statements(),
                script.by() == null ? "–" : script.by(),
                script.at() == null ? null : Words.time(Instant.parse(script.at()), clock.instant(), who.zone()),
                script.error());
    }

    private static List<Wrong> complaints(ProblemException e) {
        List<Wrong> wrong = new ArrayList<>();
        if (e.facts().get("errors") instanceof List<?> errors) {
            for (Object error : errors) {
                wrong.add(
                        error instanceof Complaint complaint
                                ? new Wrong(
                                        "line " + complaint.line() + ", column " + complaint.column(),
                                        complaint.message(),
                                        complaint.cure() == null ? "" : complaint.cure())
                                : new Wrong("", String.valueOf(error), ""));
            }
        }
        return wrong;
    }
}
