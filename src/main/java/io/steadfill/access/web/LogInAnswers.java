package io.steadfill.access.web;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.signin.TooManyTries;
import io.steadfill.audit.AuditTrail;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.savedrequest.RequestCache;

/** Where a browser goes before and after the log-in page, and what the audit trail keeps of it. */
final class LogInAnswers extends SavedRequestAwareAuthenticationSuccessHandler
        implements AuthenticationFailureHandler, AuthenticationEntryPoint, LogoutHandler {

    private final AuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint("/login");
    private final AuditTrail audit;
    private final CurrentOperator who;

    /** @param wanted where the page is kept that somebody asked for before he signed in */
    LogInAnswers(AuditTrail audit, CurrentOperator who, RequestCache wanted) {
        this.audit = audit;
        this.who = who;
        setDefaultTargetUrl("/");
        setRequestCache(wanted);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws ServletException, IOException {
        audit.add(who.get().name(), "sign in", null, null, null, null);
        super.onAuthenticationSuccess(request, response, authentication);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        response.sendRedirect(request.getContextPath() + "/login?error"
                + (refused instanceof TooManyTries many ? "&wait=" + many.seconds() : ""));
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        if (authentication != null && authentication.isAuthenticated()) {
            audit.add(who.get().name(), "sign out", null, null, null, null);
        }
    }

    /** A page goes to the log-in; a part of a page, or a stream, is told so, or the log-in would land within the page. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException, ServletException {
        String accept = String.valueOf(request.getHeader("Accept"));
        if (request.getHeader("HX-Request") != null || accept.contains("text/event-stream")) {
            response.setHeader("HX-Redirect", request.getContextPath() + "/login");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            page.commence(request, response, refused);
        }
    }
}
