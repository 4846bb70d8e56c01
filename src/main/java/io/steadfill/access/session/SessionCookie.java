package io.steadfill.access.session;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * The cookie, for pages alone: what machines, probes and Prometheus ask for, and files that are the same for everybody, have no session, whatever
 * the browser sends along. Within a request it is read once, also where its page failed and another is shown.
 */
final class SessionCookie implements HttpSessionIdResolver {

    private static final List<String> WITHOUT = List.of("/api/", "/actuator/", "/assets/");
    private static final String READ = SessionCookie.class.getName() + ".read";

    private final CookieHttpSessionIdResolver cookie = new CookieHttpSessionIdResolver();

    SessionCookie(CookieSerializer serializer) {
        cookie.setCookieSerializer(serializer);
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        String path = path(request);
        if (request.getAttribute(READ) != null || WITHOUT.stream().anyMatch(path::startsWith)) {
            return List.of();
        }
        List<String> ids = cookie.resolveSessionIds(request);
        request.setAttribute(READ, ids);
        return ids;
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String id) {
        // Spring Session asks again once the answer went out, and would tell the browser what it said itself.
        if (!List.of(id).equals(request.getAttribute(READ))) {
            cookie.setSessionId(request, response, id);
        }
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        cookie.expireSession(request, response);
    }

    /** Without the context's; of the page that failed, where this is what is shown in its place. */
    private static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String whole = failed == null ? request.getRequestURI() : String.valueOf(failed);
        return whole.substring(Math.min(whole.length(), request.getContextPath().length()));
    }
}
