package io.steadfill.access.web;

import io.steadfill.audit.AuditTrail;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, and has log and audit trail know it and where the request came from. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestWords extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id = given != null && ID.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        response.setHeader(HEADER, id);
        MDC.put(AuditTrail.REQUEST, id);
        MDC.put(AuditTrail.ADDRESS, String.valueOf(request.getRemoteAddr()));
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(AuditTrail.REQUEST);
            MDC.remove(AuditTrail.ADDRESS);
        }
    }
}
