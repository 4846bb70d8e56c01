package io.steadfill.access.signin;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;

/** Whom Spring Security let in, as the desks know people. */
public final class ContextOperator implements CurrentOperator {

    private final OidcOperators oidc;

    ContextOperator(OidcOperators oidc) {
        this.oidc = oidc;
    }

    @Override
    public Operator get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof SignedIn signedIn) {
            return signedIn.operator();
        }
        if (authentication instanceof OAuth2AuthenticationToken login) {
            return oidc.operator(login.getPrincipal().getAttributes());
        }
        throw Problem.NOT_SIGNED_IN.says("sign in first");
    }

    /** Whether who sent this request may see all jobs. */
    public static AuthorizationDecision isViewer(@Nullable Authentication sent, CurrentOperator who) {
        return new AuthorizationDecision(sent instanceof SignedIn && who.get().may(Role.VIEWER));
    }
}
