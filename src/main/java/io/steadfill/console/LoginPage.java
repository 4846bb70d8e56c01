package io.steadfill.console;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
@ConditionalOnWebApplication
class LoginPage {

    @GetMapping("/login")
    String login() {
        return "login";
    }
}
