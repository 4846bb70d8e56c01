package io.steadfill.access.session;

import io.steadfill.access.signin.OidcOperators;
import io.steadfill.access.signin.SignedIn;
import io.steadfill.control.DatabaseTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;

/**
 * What a session keeps of who signed in: of an account its name and how it stood, of somebody from an identity provider the claims that say who
 * he is and what he may, and when he said so. Never a password, a token, or what else the provider said.
 */
final class KeptSignIn {

    private final OidcOperators oidc;
    private final DatabaseTime time;

    KeptSignIn(OidcOperators oidc, DatabaseTime time) {
        this.oidc = oidc;
        this.time = time;
    }

    Map<String, Object> words(@Nullable Authentication signedIn) {
        if (signedIn instanceof SignedIn account) {
            return Map.of("account", account.operator().person(), "epoch", account.epoch());
        }
        if (signedIn instanceof OAuth2AuthenticationToken login) {
            return Map.of(
                    "provider",
                    login.getAuthorizedClientRegistrationId(),
                    "claims",
                    oidc.kept(login.getPrincipal().getAttributes()),
                    "since",
                    (login.getDetails() instanceof Instant since ? since : time.now()).toString());
        }
        throw new IllegalArgumentException("nobody who signs in to a session");
    }

    /**
     * Of an account somebody who may do nothing yet: what he may is the account's, as it is by now.
     *
     * @throws RuntimeException of any kind where the words are not such
     */
    Authentication read(Map<String, Object> words) {
        if (words.get("account") instanceof String account && words.get("epoch") instanceof Integer epoch) {
            return SignedIn.once(account, epoch);
        }
        if (words.get("provider") instanceof String provider
                && words.get("claims") instanceof Map<?, ?> claims
                && words.get("since") instanceof String since) {
            return login(provider, claims, Instant.parse(since));
        }
        throw new IllegalArgumentException("nobody who signs in to a session");
    }

    /** When somebody from an identity provider has to sign in again, whatever he does until then; null for an account. */
    @Nullable
    Instant end(Map<String, Object> words) {
        return words.get("since") instanceof String since ? Instant.parse(since).plus(oidc.sessionMax()) : null;
    }

    private OAuth2AuthenticationToken login(String provider, Map<?, ?> claims, Instant since) {
        Map<String, Object> attributes = new HashMap<>();
        claims.forEach((name, value) -> attributes.put(String.valueOf(name), value));
        // Refuses whom it cannot name by now, as at the log-in.
        oidc.operator(attributes);
        OAuth2AuthenticationToken login = new OAuth2AuthenticationToken(
                new DefaultOAuth2User(AuthorityUtils.NO_AUTHORITIES, attributes, oidc.nameClaim()),
                AuthorityUtils.NO_AUTHORITIES,
                provider);
        // Kept with it, so that it does not begin anew where it is written again.
        login.setDetails(since);
        return login;
    }
}
