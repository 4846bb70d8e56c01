package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.access.account.Token;
import io.steadfill.access.account.TokenDesk;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import io.steadfill.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

/** What stands for a person in scripts: made here, shown once, taken back here. */
@Controller
@ConditionalOnWebApplication
class TokensPage {

    private static final int DAYS_MAX = 366;

    /** A token as the page has it. */
    record Line(
            String id,
            String account,
            String label,
            String grants,
            boolean seesData,
            Stamp created,
            Stamp expires,
            @Nullable Stamp used,
            boolean over) {}

    private final CurrentOperator current;
    private final TokenDesk tokens;
    private final Clock clock;

    TokensPage(CurrentOperator current, TokenDesk tokens, Clock clock) {
        this.current = current;
        this.tokens = tokens;
        this.clock = clock;
    }

    @GetMapping("/tokens")
    String all(Model model) {
        return shown(current.get(), model);
    }

    /** Answered at once and not by another page: the secret is never kept, in no session either. */
    @PostMapping("/tokens")
    String make(@RequestParam Map<String, String> form, Model model) {
        Operator who = current.get();
        List<Grant> grants = Arrays.stream(
                        form.getOrDefault("grants", "").strip().split("[\\s,]+"))
                .filter(text -> !text.isEmpty())
                .map(Grant::parse)
                .toList();
        Token.Made made = tokens.make(
                who,
                who.person(),
                form.getOrDefault("label", "").strip(),
                grants,
                form.containsKey("data"),
                Duration.ofDays(days(form.getOrDefault("days", ""))));
        model.addAttribute("secret", made.secret());
        model.addAttribute("made", made.token().label());
        return shown(who, model);
    }

    @PostMapping("/tokens/{id}/revoke")
    String revoke(@PathVariable String id, RedirectAttributes redirect) {
        Token token = tokens.revoke(current.get(), id);
        redirect.addFlashAttribute("said", "The token " + token.label() + " is refused from now on.");
        return "redirect:/tokens";
    }

    private String shown(Operator who, Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "tokens",
                tokens.list(who).stream().map(token -> line(token, who, now)).toList());
        model.addAttribute("all", who.may(Role.ADMIN));
        model.addAttribute(
                "server", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
        model.addAttribute("days", TokenDesk.LASTS.toDays());
        model.addAttribute("maySeeData", who.seesData());
        // The least of what may be asked for; more has to be typed.
        model.addAttribute(
                "grants",
                who.grants().stream()
                        .map(grant -> new Grant(Role.VIEWER, grant.jobs()).toString())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" ")));
        return "tokens";
    }

    private static long days(String text) {
        try {
            long days = Long.parseLong(text.strip());
            if (days >= 1 && days <= DAYS_MAX) {
                return days;
            }
        } catch (NumberFormatException e) {
            // Refused below, with what would be right.
        }
        throw Problem.REQUEST_INVALID.says("say for how many days the token holds: from 1 to " + DAYS_MAX);
    }

    private static Line line(Token token, Operator who, Instant now) {
        Instant used = token.lastUsed();
        return new Line(
                token.id(),
                token.account(),
                token.label(),
                token.grants().stream().map(Grant::toString).collect(Collectors.joining(" ")),
                token.seesData(),
                Words.time(token.created(), now, who.zone()),
                Words.time(token.expires(), now, who.zone()),
                used == null ? null : Words.time(used, now, who.zone()),
                token.expires().isBefore(now));
    }
}
