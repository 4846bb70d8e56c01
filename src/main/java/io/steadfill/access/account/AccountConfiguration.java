package io.steadfill.access.account;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    @Bean
    AccountStore accountStore(Control control) {
        return new AccountStore(control);
    }

    @Bean
    Passwords passwords() {
        return new Passwords(new SecureRandom());
    }

    @Bean
    AccountDesk accountDesk(Control control, AccountStore accounts, Passwords passwords, AuditTrail audit) {
        return new AccountDesk(control, accounts, passwords, audit);
    }

    @Bean
    TokenStore tokenStore(Control control, Clock clock) {
        return new TokenStore(control, clock);
    }

    @Bean
    TokenDesk tokenDesk(
            Control control,
            AccountStore accounts,
            TokenStore tokens,
            Passwords passwords,
            AuditTrail audit,
            Clock clock) {
        return new TokenDesk(control, accounts, tokens, passwords, audit, clock);
    }
}
