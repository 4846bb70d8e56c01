package io.steadfill.access.signin;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;

/** Believes passwords, and what an identity provider says of people whom it sends back. */
public final class ConsoleSignIn implements AuthenticationManager {

    private final PasswordSignIn passwords;
    private final AuthenticationProvider provider = new OidcAuthorizationCodeAuthenticationProvider(
            new RestClientAuthorizationCodeTokenResponseClient(), new OidcUserService());

    public ConsoleSignIn(PasswordSignIn passwords) {
        this.passwords = passwords;
    }

    @Override
    public Authentication authenticate(Authentication said) {
        if (said instanceof UsernamePasswordAuthenticationToken) {
            return passwords.authenticate(said);
        }
        Authentication believed = provider.supports(said.getClass()) ? provider.authenticate(said) : null;
        if (believed == null) {
            throw new InvalidSignIn("the identity provider does not speak OpenID Connect: ask it for the scope openid");
        }
        return believed;
    }
}
