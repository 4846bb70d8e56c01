package io.steadfill.console.run;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.console.Confirmed;
import io.steadfill.console.words.Words;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.desk.RunDesk;
import io.steadfill.desk.UndoDesk;
import io.steadfill.desk.VerificationDesk;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Runs;
import io.steadfill.run.life.Hold;
import io.steadfill.run.status.RunStatus;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A run, and what may be said to it. */
@Controller
@ConditionalOnWebApplication
class RunPage {

    /** Before the name of a field: what it showed. */
    private static final String WAS = "was.";

    /** A limit that may be changed while the run works. */
    record Tuned(String id, String name, String label, String value, String help) {}

    private final CurrentOperator current;
    private final RunDesk desk;
    private final Runs runs;
    private final RunParts parts;
    private final Databases databases;
    private final VerificationDesk verifications;
    private final UndoDesk undo;
    private final Clock clock;

    RunPage(
            CurrentOperator current,
            RunDesk desk,
            Runs runs,
            RunParts parts,
            Databases databases,
            VerificationDesk verifications,
            UndoDesk undo,
            Clock clock) {
        this.current = current;
        this.desk = desk;
        this.runs = runs;
        this.parts = parts;
        this.databases = databases;
        this.verifications = verifications;
        this.undo = undo;
        this.clock = clock;
    }

    @GetMapping("/runs/{run}")
    String page(@PathVariable String run, Model model) {
        Operator who = current.get();
        RunView view = parts.read(who, run);
        JobDefinition job = runs.definition(run);
        model.addAttribute("view", view);
        model.addAttribute("hash", job.hash().substring(0, 12));
        model.addAttribute("mayVerify", view.run().ended() != null && who.may(Role.OPERATOR, job.name()));
        model.addAttribute(
                "looks",
                verifications.list(who, run).stream()
                        .map(look -> LookView.of(look, who, clock.instant()))
                        .toList());
        model.addAttribute("where", where(job));
        model.addAttribute("tunables", tunables(view.run(), job.limits()));
        String server = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        List<Command> commands = Command.of(view.run(), server);
        boolean mayUndo = undo.isOffered(who, run);
        if (mayUndo) {
            commands.add(Command.undo(view.run(), server));
        }
        model.addAttribute("mayUndo", mayUndo);
        model.addAttribute("commands", commands);
        return "run";
    }

    @PostMapping("/runs/{run}/pause")
    String pause(@PathVariable String run, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        desk.asSeen(form.get("version")).pause(current.get(), run, form.getOrDefault("why", "by hand"), null);
        redirect.addFlashAttribute("said", "Run " + run + " pauses after the chunk in flight.");
        return back(run, form.get("back"));
    }

    @PostMapping("/runs/{run}/resume")
    String resume(@PathVariable String run, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Operator who = current.get();
        RunStatus resumed = desk.asSeen(form.get("version")).resume(who, run);
        redirect.addFlashAttribute(
                "said",
                resumed.holds().isEmpty()
                        ? "Run " + run + " goes on from its checkpoints."
                        : "Run " + run + " is resumed, and waits. "
                                + Hold.says(
                                        resumed.holds(),
                                        time -> Words.time(time, clock.instant(), who.zone())
                                                .shown()));
        return back(run, form.get("back"));
    }

    @PostMapping("/runs/{run}/cancel")
    String cancel(@PathVariable String run, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Operator who = current.get();
        Confirmed.require(desk.status(who, run).job(), form.get("confirm"));
        desk.asSeen(form.get("version")).cancel(who, run);
        redirect.addFlashAttribute("said", "Run " + run + " ends after the chunk in flight.");
        return back(run, null);
    }

    @PostMapping("/runs/{run}/undo")
    String undo(@PathVariable String run, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Operator who = current.get();
        Confirmed.require(desk.status(who, run).job(), form.get("confirm"));
        long rows = undo.undo(who, run, form.get("version"), form.getOrDefault("why", ""));
        redirect.addFlashAttribute(
                "said", "The old values of " + rows + (rows == 1 ? " row" : " rows") + " are being put back.");
        return back(run, null);
    }

    @PostMapping("/runs/{run}/tune")
    String tune(@PathVariable String run, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Operator who = current.get();
        RunStatus status = desk.status(who, run);
        Limits limits = runs.definition(run).limits();
        Map<String, String> changed = new TreeMap<>();
        List<String> overtaken = new ArrayList<>();
        tunables(status, limits).forEach(tuned -> {
            // The fields stand as they were shown, also where the page around them has followed the run.
            String shown = form.getOrDefault(WAS + tuned.name(), tuned.value());
            String given = form.getOrDefault(tuned.name(), shown).strip();
            if (!given.equals(shown) && !given.equals(tuned.value())) {
                changed.put(tuned.name(), given);
                if (!shown.equals(tuned.value())) {
                    overtaken.add(
                            tuned.name() + " is " + tuned.value() + " by now, and not " + shown + " as you saw it");
                }
            }
        });
        if (!overtaken.isEmpty()) {
            throw Problem.RUN_CHANGED
                    .with("run", run)
                    .with("version", status.version())
                    .says(String.join("; ", overtaken));
        }
        if (!changed.isEmpty()) {
            desk.asSeen(form.get("version")).tune(who, run, changed);
        }
        redirect.addFlashAttribute(
                "said",
                changed.isEmpty()
                        ? "Nothing was changed."
                        : "Tuned: " + changed.toString().replaceAll("[{}]", "") + ".");
        return back(run, null);
    }

    /** Read by the run's parameters; the page shows what every look showed. */
    @PostMapping("/runs/{run}/verify")
    String verify(@PathVariable String run, RedirectAttributes redirect) {
        verifications.begin(current.get(), run, null);
        redirect.addFlashAttribute("said", "The data is being read: what it says is shown under The data.");
        return "redirect:/runs/" + run + "#h-data";
    }

    private static String back(String run, @Nullable String page) {
        return "/".equals(page) ? "redirect:/" : "redirect:/runs/" + run;
    }

    private @Nullable String where(JobDefinition job) {
        if (job.where() == null) {
            return null;
        }
        try {
            return job.where().on(databases.named(job.database()).dialect().vendor());
        } catch (ProblemException e) {
            // The target is away, or nobody knows it any more: the run's page is there all the same.
            return null;
        }
    }

    private static List<Tuned> tunables(RunStatus run, Limits limits) {
        Map<String, String> values = new HashMap<>(Map.of(
                "chunk-time", limits.chunkTime().toMillis() + "ms",
                "chunk-rows", String.valueOf(limits.chunkRowsMax()),
                "duty", limits.duty() + "%",
                "replica-lag", limits.replicaLag().toMillis() + "ms",
                "lock-waiters", String.valueOf(limits.lockWaiters()),
                "quarantine",
                        BigDecimal.valueOf(limits.quarantineShare())
                                        .movePointRight(2)
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + "%"));
        values.putAll(run.tuning());
        List<Tuned> all = new ArrayList<>();
        all.add(tuned("chunk-time", "Chunk time", values, "1ms to 10s; 50ms by default"));
        all.add(tuned("chunk-rows", "Rows per chunk, most", values, "1 to 1000000"));
        all.add(tuned("duty", "Duty", values, "share of the time at work, 1% to 100%"));
        all.add(tuned("replica-lag", "Replica lag, most", values, "10ms to 1d"));
        all.add(tuned("lock-waiters", "Sessions that wait for us, most", values, "0 to 10000"));
        all.add(tuned("quarantine", "Rows in quarantine, most", values, "share of the rows walked, 0% to 100%"));
        return all;
    }

    private static Tuned tuned(String name, String label, Map<String, String> values, String help) {
        return new Tuned("t-" + name, name, label, String.valueOf(values.get(name)), help);
    }
}
