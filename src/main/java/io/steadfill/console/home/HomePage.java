package io.steadfill.console.home;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.account.AccountDesk;
import io.steadfill.console.background.Lookout;
import io.steadfill.problem.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What needs a person, and what runs. */
@Controller
@ConditionalOnWebApplication
class HomePage {

    /** A page that says what is missing is worth more at night than one that does not come. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final CurrentOperator current;
    private final HomeParts parts;
    private final AccountDesk accounts;
    private final Lookout lookout;

    HomePage(CurrentOperator current, HomeParts parts, AccountDesk accounts, Lookout lookout) {
        this.current = current;
        this.parts = parts;
        this.accounts = accounts;
        this.lookout = lookout;
    }

    @GetMapping("/")
    String home(Model model) {
        if (model.containsAttribute("said")) {
            lookout.stale();
        }
        model.addAttribute("home", parts.read(current.get(), WAIT));
        return "home";
    }

    /** In which zone this operator reads times. */
    @PostMapping("/zone")
    String zone(@RequestParam String zone, @RequestParam(defaultValue = "/") String back, RedirectAttributes redirect) {
        try {
            accounts.ownZone(current.get(), ZoneId.of(zone.strip()));
        } catch (DateTimeException e) {
            throw Problem.REQUEST_INVALID
                    .with("zone", zone)
                    .says("'" + zone + "' is no time zone: write one such as Europe/London or UTC", e);
        }
        redirect.addFlashAttribute("said", "Times are shown in " + zone.strip() + " from now on.");
        return "redirect:" + (back.startsWith("/") && !back.startsWith("//") && !back.contains("\\") ? back : "/");
    }
}
