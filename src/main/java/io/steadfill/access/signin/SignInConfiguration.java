package io.steadfill.access.signin;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.account.AccountStore;
import io.steadfill.access.account.Passwords;
import io.steadfill.access.account.TokenStore;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.security.oauth2.jwt.JwtDecoder;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AccessProperties.class)
class SignInConfiguration {

    @Bean
    OidcOperators oidcOperators(AccessProperties properties) {
        return new OidcOperators(properties.oidc());
    }

    @Bean
    CurrentOperator currentOperator(OidcOperators oidc) {
        return new ContextOperator(oidc);
    }

    @Bean
    SignInTries signInTries(Control control) {
        return new SignInTries(control);
    }

    @Bean
    @Primary
    PasswordSignIn passwordSignIn(
            Control control,
            AccountStore accounts,
            Passwords passwords,
            SignInTries tries,
            AuditTrail audit,
            Clock clock) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new PasswordSignIn(control, accounts, passwords, new RecentPasswords(clock, key), tries, audit);
    }

    @Bean
    BearerSignIn bearerSignIn(
            Control control,
            AccountStore accounts,
            TokenStore tokens,
            SignInTries tries,
            AuditTrail audit,
            OidcOperators oidc,
            ObjectProvider<JwtDecoder> decoder) {
        return new BearerSignIn(control, accounts, tokens, tries, audit, oidc, decoder.getIfAvailable());
    }
}
