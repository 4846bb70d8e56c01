package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.audit.AuditCheck;
import io.steadfill.audit.AuditQuery;
import io.steadfill.audit.AuditTrail;
import io.steadfill.console.background.Errands;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import io.steadfill.desk.AuditDesk;
import io.steadfill.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** Who said what, the newest first. */
@Controller
@ConditionalOnWebApplication
class AuditPage {

    private static final int SHOWN = 100;
    private static final String CHECK = "audit check";
    private static final Pattern RUN = Pattern.compile("r-[a-z0-9]{8}");

    /** A word as the page has it. */
    record Said(
            long seq,
            Stamp at,
            String by,
            String verb,
            @Nullable String job,
            @Nullable String run,
            @Nullable String before,
            @Nullable String after,
            @Nullable String source) {}

    /**
     * How the last check of this node ended.
     *
     * @param good null while it is under way
     * @param lines what it said: the sum first, then what was found
     */
    record Checked(@Nullable Boolean good, String by, Stamp at, List<String> lines) {}

    private final CurrentOperator current;
    private final AuditDesk audit;
    private final Errands errands;
    private final Clock clock;

    AuditPage(CurrentOperator current, AuditDesk audit, Errands errands, Clock clock) {
        this.current = current;
        this.audit = audit;
        this.errands = errands;
        this.clock = clock;
    }

    @GetMapping("/audit")
    String all(
            @RequestParam(defaultValue = "") String job,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String verb,
            @RequestParam(required = false) @Nullable Long before,
            Model model) {
        Operator who = current.get();
        AuditDesk.Page page = audit.page(who, question(job, by, verb, before, SHOWN));
        model.addAttribute(
                "entries",
                page.entries().stream().map(entry -> said(entry, who)).toList());
        model.addAttribute("next", page.next());
        model.addAttribute("job", job);
        model.addAttribute("by", by);
        model.addAttribute("verb", verb);
        model.addAttribute("mayCheck", audit.mayCheck(who));
        model.addAttribute(
                "check",
                audit.mayCheck(who)
                        ? errands.last(CHECK).map(last -> checked(last, who)).orElse(null)
                        : null);
        return "audit";
    }

    /** Reads the whole chain, in the background where it is long. */
    @PostMapping("/audit/check")
    String check(@RequestParam(defaultValue = "") String head) {
        Operator who = current.get();
        AuditTrail.Head written = head.isBlank()
                ? null
                : AuditTrail.Head.parse(head.strip())
                        .orElseThrow(() -> Problem.REQUEST_INVALID.says(
                                "that is no head: copy it from a server's log, such as 17:0b5c..., whole"));
        audit.requireCheck(who);
        errands.carry(CHECK, head.strip(), who.name(), () -> {
            AuditCheck.Result result = audit.check(who, written);
            List<String> lines = new ArrayList<>(List.of(Words.sentence(result.words()) + "."));
            lines.addAll(result.faults().isEmpty() ? List.of("Head " + result.head()) : result.faults());
            return new Errands.Outcome(result.faults().isEmpty(), String.join("\n", lines));
        });
        return "redirect:/audit#check";
    }

    /** All words of the filter that somebody may see, one a line, as the command line prints them. */
    @GetMapping("/audit/entries.ndjson")
    void entries(
            @RequestParam(defaultValue = "") String job,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String verb,
            HttpServletResponse response)
            throws IOException {
        Operator who = current.get();
        AuditQuery question = question(job, by, verb, null, AuditQuery.LIMIT_MAX);
        AuditDesk.Page page = audit.page(who, question);
        response.setContentType("application/x-ndjson;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.ndjson\"");
        OutputStream out = response.getOutputStream();
        while (true) {
            for (AuditTrail.Entry entry : page.entries()) {
                out.write((JsonMapper.shared().writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            Long next = page.next();
            if (next == null) {
                return;
            }
            page = audit.page(who, question.before(next));
        }
    }

    private static AuditQuery question(String job, String by, String verb, @Nullable Long before, int limit) {
        String about = given(job);
        boolean isRun = about != null && RUN.matcher(about).matches();
        return new AuditQuery(isRun ? about : null, isRun ? null : about, given(by), given(verb), null, before, limit);
    }

    private Checked checked(Errands.Errand last, Operator who) {
        Instant ended = last.ended();
        Errands.Outcome outcome = last.outcome();
        return new Checked(
                outcome == null ? null : outcome.good(),
                last.by(),
                Words.exactly(ended == null ? last.begun() : ended, clock.instant(), who.zone()),
                outcome == null ? List.of() : outcome.says().lines().toList());
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private Said said(AuditTrail.Entry entry, Operator who) {
        return new Said(
                entry.seq(),
                Words.exactly(entry.at(), clock.instant(), who.zone()),
                entry.by(),
                entry.verb(),
                entry.job(),
                entry.runId(),
                entry.before(),
                entry.after(),
                entry.source());
    }
}
