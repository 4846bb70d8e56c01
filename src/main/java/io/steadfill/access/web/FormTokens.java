package io.steadfill.access.web;

import io.steadfill.digest.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;

/**
 * What forms carry, so that no foreign page can send them. In a session it follows from the session's id, so that nothing has to be stored. Before one it is
 * in a cookie: whoever only looks at the log-in makes no session.
 */
final class FormTokens implements CsrfTokenRepository {

    private static final String HEADER = "X-CSRF-TOKEN";
    private static final String PARAMETER = "_csrf";

    private final CookieCsrfTokenRepository strangers = new CookieCsrfTokenRepository();

    FormTokens() {
        strangers.setCookieName("STEADFILL-FORM");
        strangers.setHeaderName(HEADER);
        strangers.setParameterName(PARAMETER);
        strangers.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? strangers.generateToken(request) : of(session);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token == null || request.getSession(false) == null) {
            strangers.saveToken(token, request, response);
        }
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? strangers.loadToken(request) : of(session);
    }

    /** The id cannot be had from it. */
    private static CsrfToken of(HttpSession session) {
        return new DefaultCsrfToken(HEADER, PARAMETER, Sha256.hex("form of session " + session.getId()));
    }
}
