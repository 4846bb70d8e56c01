package io.steadfill.access.signin;

import io.steadfill.access.account.AccountStore;
import io.steadfill.access.account.TokenStore;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Believes our own tokens, and, where an identity provider is configured, the ones that it signed. */
public final class BearerSignIn implements AuthenticationManager {

    private static final String ANYBODY = "a token";

    private final Control control;
    private final AccountStore accounts;
    private final TokenStore tokens;
    private final SignInTries tries;
    private final AuditTrail audit;
    private final OidcOperators oidc;
    private final @Nullable JwtDecoder decoder;

    BearerSignIn(
            Control control,
            AccountStore accounts,
            TokenStore tokens,
            SignInTries tries,
            AuditTrail audit,
            OidcOperators oidc,
            @Nullable JwtDecoder decoder) {
        this.control = control;
        this.accounts = accounts;
        this.tokens = tokens;
        this.tries = tries;
        this.audit = audit;
        this.oidc = oidc;
        this.decoder = decoder;
    }

    @Override
    public Authentication authenticate(Authentication said) {
        control.identity();
        String text = said instanceof BearerTokenAuthenticationToken bearer ? bearer.getToken() : "";
        if (text.startsWith(TokenStore.PREFIX)) {
            return ours(text, PasswordSignIn.address(said));
        }
        if (decoder == null) {
            throw new InvalidSignIn("this is no token of Steadfill's: make one by 'access token add'");
        }
        try {
            return SignedIn.by(oidc.operator(decoder.decode(text).getClaims()));
        } catch (BadJwtException e) {
            throw new InvalidSignIn("the identity provider's token is not valid, or over: get a new one");
        }
    }

    private Authentication ours(String text, String address) {
        // A right token never waits: nobody guesses one, and somebody with an old one would keep everybody out.
        Optional<Authentication> right = tokens.open(text)
                .flatMap(token -> accounts.find(token.account())
                        .filter(owner -> !owner.disabled())
                        .map(owner -> SignedIn.by(token.operator(owner))));
        if (right.isPresent()) {
            return right.get();
        }
        Duration wait = tries.wait(ANYBODY, address);
        if (!wait.isZero()) {
            throw new TooManyTries(wait);
        }
        boolean locked = tries.failed(ANYBODY, address);
        audit.add("unknown", locked ? "token refused, locked" : "token refused", null, null, null, null);
        throw new InvalidSignIn("the token is wrong, revoked or expired: make one by 'access token add'");
    }
}
