package io.steadfill.access;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

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
}
