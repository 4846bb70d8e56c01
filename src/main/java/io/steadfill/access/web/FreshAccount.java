package io.steadfill.access.web;

import io.steadfill.access.account.Account;
import io.steadfill.access.account.AccountStore;
import io.steadfill.access.signin.SignedIn;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives a session the account as it is now, not as it was when it signed in; ends it where the account is no longer what signed in. */
final class FreshAccount extends OncePerRequestFilter {

    private final AccountStore accounts;

    FreshAccount(AccountStore accounts) {
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            try {
                look(request);
            } catch (RuntimeException e) {
                // The page says what failed; it does not have to know for whom.
                SecurityContextHolder.clearContext();
            }
        } else {
            look(request);
        }
        chain.doFilter(request, response);
    }

    private void look(HttpServletRequest request) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn) {
            Optional<Account> now = accounts.find(signedIn.operator().person()).filter(signedIn::holds);
            // A context of its own: the session's must not be changed for requests that run beside this one.
            SecurityContext context = new SecurityContextImpl();
            if (now.isPresent()) {
                context.setAuthentication(SignedIn.with(now.get()));
            } else {
                HttpSession session = request.getSession(false);
                if (session != null) {
                    session.invalidate();
                }
            }
            SecurityContextHolder.setContext(context);
        }
    }

    /** What is shown in place of a page has a frame, too, and is shown to somebody. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
