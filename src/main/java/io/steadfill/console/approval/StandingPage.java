package io.steadfill.console.approval;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.approval.ApprovalKind;
import io.steadfill.approval.standing.Standing;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import io.steadfill.desk.approval.StandingDesk;
import io.steadfill.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All nights of a job on one page: read them, then approve them at once, or take that back. */
@Controller
@ConditionalOnWebApplication
class StandingPage {

    private static final int SHOWN_MAX = 50;

    /** A standing word as the page of approvals has it. */
    record Line(String job, String by, Stamp expires, Mark mark, String why) {}

    private final CurrentOperator current;
    private final StandingDesk standing;
    private final Clock clock;

    StandingPage(CurrentOperator current, StandingDesk standing, Clock clock) {
        this.current = current;
        this.standing = standing;
        this.clock = clock;
    }

    /** Those in force or expired. */
    List<Line> lines(Operator who) {
        return standing.list(who, false, SHOWN_MAX).stream()
                .map(one -> new Line(
                        one.job(),
                        one.givenBy(),
                        Words.time(one.expires(), clock.instant(), who.zone()),
                        mark(one.state(), true),
                        one.why()))
                .toList();
    }

    /** The jobs whose nights may be looked at. */
    List<String> scheduled(Operator who) {
        return standing.scheduled(who);
    }

    @GetMapping("/approvals/standing/{job}")
    String one(@PathVariable String job, Model model) {
        Operator who = current.get();
        StandingDesk.Nights nights = standing.nights(who, job);
        model.addAttribute("nights", nights);
        model.addAttribute("what", AskedView.of(ApprovalKind.NIGHTS, null, nights.what()));
        Standing word = nights.standing();
        if (word != null) {
            model.addAttribute("mark", mark(word.state(), nights.covers()));
            model.addAttribute("expires", Words.time(word.expires(), clock.instant(), who.zone()));
        }
        return "standing";
    }

    @PostMapping("/approvals/standing/{job}/give")
    String give(@PathVariable String job, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        standing.give(
                current.get(),
                job,
                form.getOrDefault("hash", ""),
                form.getOrDefault("why", "").strip(),
                days(form));
        redirect.addFlashAttribute("said", "The nights of " + job + " wait for nobody from now on.");
        return "redirect:/approvals/standing/" + job;
    }

    @PostMapping("/approvals/standing/{job}/revoke")
    String revoke(@PathVariable String job, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        standing.revoke(current.get(), job, form.getOrDefault("why", "").strip());
        redirect.addFlashAttribute("said", "Each night of " + job + " asks for itself from now on.");
        return "redirect:/approvals/standing/" + job;
    }

    private static Duration days(Map<String, String> form) {
        String days = form.getOrDefault("days", "").strip();
        if (!days.matches("[0-9]{1,3}")) {
            throw Problem.REQUEST_INVALID.says("say for how many days, such as 90");
        }
        return Duration.ofDays(Long.parseLong(days));
    }

    private static Mark mark(Standing.State state, boolean covers) {
        return switch (state) {
            case IN_FORCE ->
                covers
                        ? new Mark("ok", "done", "In force", "")
                        : new Mark("wait", "wait", "Given for something else", "");
            case EXPIRED -> new Mark("", "pending", "Expired", "");
            case REVOKED -> new Mark("bad", "failed", "Revoked", "");
            case VOID -> new Mark("bad", "failed", "Void", "");
        };
    }
}
