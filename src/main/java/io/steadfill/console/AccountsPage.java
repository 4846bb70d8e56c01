package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.account.Account;
import io.steadfill.access.account.AccountDesk;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Words;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
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

/** People and what they may do, for admins. A password is made here and shown once. */
@Controller
@ConditionalOnWebApplication
class AccountsPage {

    /** A person as the page has it. */
    record Line(String name, List<String> grants, boolean seesData, boolean disabled, String zone, Stamp created) {}

    private final CurrentOperator current;
    private final AccountDesk accounts;
    private final Clock clock;

    AccountsPage(CurrentOperator current, AccountDesk accounts, Clock clock) {
        this.current = current;
        this.accounts = accounts;
        this.clock = clock;
    }

    @GetMapping("/accounts")
    String all(Model model) {
        return shown(current.get(), model);
    }

    @PostMapping("/accounts")
    String add(@RequestParam Map<String, String> form, Model model) {
        Operator who = current.get();
        String password = accounts.newPassword();
        Account added = accounts.add(
                who,
                text(form, "name"),
                password,
                Arrays.stream(text(form, "grants").split("[\\s,]+"))
                        .filter(grant -> !grant.isEmpty())
                        .map(Grant::parse)
                        .toList(),
                form.containsKey("data"),
                ZoneOffset.UTC);
        return withPassword(who, added.name(), password, model);
    }

    @PostMapping("/accounts/{name}/password")
    String password(@PathVariable String name, Model model) {
        Operator who = current.get();
        return withPassword(who, name, accounts.randomPassword(who, name), model);
    }

    @PostMapping("/accounts/{name}/grant")
    String grant(@PathVariable String name, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Grant grant = Grant.parse(text(form, "grant"));
        accounts.grant(current.get(), name, grant);
        return said(redirect, name + " is " + grant + " from now on.");
    }

    @PostMapping("/accounts/{name}/revoke")
    String revoke(@PathVariable String name, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Grant grant = Grant.parse(text(form, "grant"));
        accounts.revoke(current.get(), name, grant);
        return said(redirect, name + " is no longer " + grant + ".");
    }

    @PostMapping("/accounts/{name}/data")
    String data(@PathVariable String name, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        boolean sees = "true".equals(form.get("sees"));
        accounts.showData(current.get(), name, sees);
        return said(redirect, name + (sees ? " sees" : " does not see") + " values of rows from now on.");
    }

    @PostMapping("/accounts/{name}/disable")
    String disable(@PathVariable String name, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        boolean disabled = "true".equals(form.get("disabled"));
        accounts.disable(current.get(), name, disabled);
        return said(redirect, name + (disabled ? " is shut out." : " may sign in again."));
    }

    private static String said(RedirectAttributes redirect, String sentence) {
        redirect.addFlashAttribute("said", sentence);
        return "redirect:/accounts";
    }

    private static String text(Map<String, String> form, String name) {
        return form.getOrDefault(name, "").strip();
    }

    /** Answered at once and not by another page: the password is kept in no session. */
    private String withPassword(Operator who, String name, String password, Model model) {
        model.addAttribute("secret", password);
        model.addAttribute("made", name);
        return shown(who, model);
    }

    private String shown(Operator who, Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "accounts",
                accounts.list(who).stream()
                        .map(account -> new Line(
                                account.name(),
                                account.grants().stream().map(Grant::toString).toList(),
                                account.seesData(),
                                account.disabled(),
                                Words.zone(account.zone()),
                                Words.time(account.created(), now, who.zone())))
                        .toList());
        return "accounts";
    }
}
