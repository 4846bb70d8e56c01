package io.steadfill.console;

import io.steadfill.access.IdentityProviders;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Name and password, and the identity providers that are configured. */
@Controller
@ConditionalOnWebApplication
class LoginPage {

    private final IdentityProviders providers;

    LoginPage(IdentityProviders providers) {
        this.providers = providers;
    }

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("providers", providers.names());
        return "login";
    }
}
