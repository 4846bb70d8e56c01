package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.audit.AuditQuery;
import io.steadfill.audit.AuditTrail;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import io.steadfill.desk.AuditDesk;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who said what, the newest first. */
@Controller
@ConditionalOnWebApplication
class AuditPage {

    private static final int SHOWN = 100;
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

    private final CurrentOperator current;
    private final AuditDesk audit;
    private final Clock clock;

    AuditPage(CurrentOperator current, AuditDesk audit, Clock clock) {
        this.current = current;
        this.audit = audit;
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
        String about = given(job);
        boolean isRun = about != null && RUN.matcher(about).matches();
        AuditDesk.Page page = audit.page(
                who,
                new AuditQuery(
                        isRun ? about : null, isRun ? null : about, given(by), given(verb), null, before, SHOWN));
        model.addAttribute(
                "entries",
                page.entries().stream().map(entry -> said(entry, who)).toList());
        model.addAttribute("next", page.next());
        model.addAttribute("job", job);
        model.addAttribute("by", by);
        model.addAttribute("verb", verb);
        return "audit";
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
