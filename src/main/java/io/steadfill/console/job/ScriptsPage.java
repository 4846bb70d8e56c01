package io.steadfill.console.job;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.console.Confirmed;
import io.steadfill.console.background.Errands;
import io.steadfill.desk.ScriptDesk;
import io.steadfill.problem.Problem;
import io.steadfill.schema.Applied;
import io.steadfill.script.Direction;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A job's companion scripts: every statement first, then the word that has them run. */
@Controller
@ConditionalOnWebApplication
class ScriptsPage {

    private final CurrentOperator current;
    private final ScriptDesk scripts;
    private final Errands errands;

    ScriptsPage(CurrentOperator current, ScriptDesk scripts, Errands errands) {
        this.current = current;
        this.scripts = scripts;
        this.errands = errands;
    }

    @GetMapping("/jobs/{job}/scripts/{direction}")
    String look(@PathVariable String job, @PathVariable String direction, Model model) {
        Operator who = current.get();
        Direction way = way(direction);
        ScriptDesk.Preview preview = scripts.preview(who, job, way);
        model.addAttribute("preview", preview);
        model.addAttribute("job", job);
        model.addAttribute("word", direction);
        model.addAttribute("verb", verb(way));
        model.addAttribute("about", about(way));
        model.addAttribute("mayApply", who.may(Role.OPERATOR, job));
        model.addAttribute("undone", way == Direction.UNDO);
        return "scripts";
    }

    @PostMapping("/jobs/{job}/scripts/{direction}")
    String apply(
            @PathVariable String job,
            @PathVariable String direction,
            @RequestParam Map<String, String> form,
            RedirectAttributes redirect) {
        Operator who = current.get();
        Direction way = way(direction);
        who.require(Role.OPERATOR, job);
        Confirmed.require(job, form.get("confirm"));
        String seen = form.getOrDefault("seen", "");
        Errands.Errand errand = errands.carry(
                "scripts of " + job,
                direction + " " + seen,
                who.name(),
                () -> outcome(scripts.apply(who, job, way, seen)));
        Errands.Outcome outcome = errand.outcome();
        redirect.addFlashAttribute(
                "said",
                outcome == null
                        ? "The scripts are being applied; this page shows how far each of them is."
                        : outcome.says());
        return "redirect:/jobs/" + job + "#h-scripts";
    }

    private static Errands.Outcome outcome(Applied applied) {
        return new Errands.Outcome(
                true,
                applied.files().isEmpty()
                        ? "Nothing had to be applied."
                        : "Applied: " + String.join(", ", applied.files()) + ".");
    }

    private static Direction way(String word) {
        return Arrays.stream(Direction.values())
                .filter(direction -> direction.key().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.PATH_NOT_FOUND.says(
                        "companion scripts go by expand, contract or undo, not by '" + word + "'"));
    }

    private static String verb(Direction way) {
        return switch (way) {
            case EXPAND -> "Expand";
            case CONTRACT -> "Contract";
            case UNDO -> "Undo";
        };
    }

    private static String about(Direction way) {
        return switch (way) {
            case EXPAND -> "Before the data: makes room, takes nothing away.";
            case CONTRACT ->
                "After the data: first a proof that is only advice, then the barriers, then the proof, and only then"
                        + " the changes. Where a row still needs the job, nothing is taken away and no barrier stays.";
            case UNDO -> "Back again: the newest applied direction, its versions in reverse order.";
        };
    }
}
