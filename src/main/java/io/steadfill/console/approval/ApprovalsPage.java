package io.steadfill.console.approval;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.approval.Approval;
import io.steadfill.approval.Decision;
import io.steadfill.console.Confirmed;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import io.steadfill.desk.approval.ApprovalDesk;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
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

/** What waits for a second person: read it, then say yes or no. */
@Controller
@ConditionalOnWebApplication
class ApprovalsPage {

    private static final int SHOWN_MAX = 50;

    /** A request as the page has it. */
    record Request(
            String id,
            String title,
            String word,
            String job,
            @Nullable String run,
            String askedBy,
            Stamp asked,
            Stamp expires,
            String hash,
            AskedView what,
            Mark mark,
            @Nullable String decided,
            boolean mayApprove,
            boolean mayRefuse,
            boolean mayWithdraw,
            boolean mayBreakGlass) {}

    private final CurrentOperator current;
    private final ApprovalDesk approvals;
    private final StandingPage standing;
    private final Clock clock;

    ApprovalsPage(CurrentOperator current, ApprovalDesk approvals, StandingPage standing, Clock clock) {
        this.current = current;
        this.approvals = approvals;
        this.standing = standing;
        this.clock = clock;
    }

    @GetMapping("/approvals")
    String all(Model model) {
        Operator who = current.get();
        List<Request> open = approvals.open(who, SHOWN_MAX).stream()
                .map(approval -> request(who, approval))
                .toList();
        model.addAttribute("open", open);
        model.addAttribute("waiting", waiting(open));
        model.addAttribute(
                "past",
                approvals.history(who, SHOWN_MAX).stream()
                        .map(approval -> request(who, approval))
                        .filter(request -> open.stream().noneMatch(o -> o.id().equals(request.id())))
                        .toList());
        model.addAttribute("standing", standing.lines(who));
        model.addAttribute("scheduled", standing.scheduled(who));
        return "approvals";
    }

    @PostMapping("/approvals/{id}/approve")
    String approve(@PathVariable String id, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Approval said = approvals.approve(current.get(), id, why(form), form.get("hash"));
        redirect.addFlashAttribute("said", "Approved: " + title(said) + ".");
        return "redirect:/approvals";
    }

    @PostMapping("/approvals/{id}/refuse")
    String refuse(@PathVariable String id, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Approval said = approvals.refuse(current.get(), id, why(form));
        redirect.addFlashAttribute("said", "Refused: " + title(said) + ".");
        return "redirect:/approvals";
    }

    @PostMapping("/approvals/{id}/withdraw")
    String withdraw(@PathVariable String id, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Approval said = approvals.withdraw(current.get(), id, why(form));
        redirect.addFlashAttribute("said", "Withdrawn: " + title(said) + ".");
        return "redirect:/approvals";
    }

    @PostMapping("/approvals/{id}/break-glass")
    String breakGlass(@PathVariable String id, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Operator who = current.get();
        Confirmed.require(approvals.one(who, id).job(), form.get("confirm"));
        Approval said = approvals.breakGlass(who, id, why(form));
        redirect.addFlashAttribute("said", "Approved by one person alone: " + title(said) + ".");
        return "redirect:/approvals";
    }

    private static String waiting(List<Request> open) {
        long yours = open.stream().filter(Request::mayApprove).count();
        if (open.isEmpty()) {
            return "Nothing waits for a second person";
        }
        return Words.count(open.size()) + (open.size() == 1 ? " thing waits" : " things wait") + " for a second person"
                + (yours == 0 ? "" : yours == open.size() ? " such as you" : ", " + yours + " of them for you");
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String why(Map<String, String> form) {
        return form.getOrDefault("why", "").strip();
    }

    private Request request(Operator who, Approval approval) {
        List<Decision> allowed = approvals.allowed(who, approval);
        String decidedBy = approval.decidedBy();
        return new Request(
                approval.id(),
                Words.sentence(title(approval)),
                Words.sentence(approval.kind().word()),
                approval.job(),
                approval.runId(),
                approval.askedBy(),
                Words.time(approval.asked(), clock.instant(), who.zone()),
                Words.time(approval.expires(), clock.instant(), who.zone()),
                approval.hash(),
                AskedView.of(approval.kind(), approval.database(), approval.what()),
                mark(approval),
                decidedBy == null ? null : decidedBy + (blank(approval.why()) ? "" : ": " + approval.why()),
                allowed.contains(Decision.APPROVE),
                allowed.contains(Decision.REFUSE) && !allowed.contains(Decision.WITHDRAW),
                allowed.contains(Decision.WITHDRAW),
                allowed.contains(Decision.BREAK_GLASS));
    }

    private static String title(Approval approval) {
        String kind = approval.kind().word();
        String run = approval.runId();
        return kind + " of " + approval.job() + (run == null ? "" : ", " + run) + " on " + approval.database();
    }

    private static Mark mark(Approval approval) {
        String word = approval.state().name().charAt(0)
                + approval.state().name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
        return switch (approval.state()) {
            case OPEN -> new Mark("wait", "approve", word, "");
            case APPROVED -> new Mark("ok", "done", approval.breakGlass() ? "Approved alone" : word, "");
            case USED ->
                new Mark("ok", "verified", approval.breakGlass() ? "Approved alone, used" : "Approved, used", "");
            case REFUSED -> new Mark("bad", "failed", word, "");
            default -> new Mark("", "pending", word, "");
        };
    }
}
