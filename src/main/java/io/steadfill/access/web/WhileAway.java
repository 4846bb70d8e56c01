package io.steadfill.access.web;

import io.steadfill.control.Away;
import io.steadfill.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Around sessions and doors, which both need the control database: while it is away a request is refused as one to send again, and nobody is signed out. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class WhileAway extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(WhileAway.class);
    private static final String TRY_AGAIN_SECONDS = "5";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted() || !isAway(e)) {
                throw e;
            }
            LOG.warn(
                    "{} {} was refused: the control database does not answer",
                    request.getMethod(),
                    request.getRequestURI());
            response.setHeader(HttpHeaders.RETRY_AFTER, TRY_AGAIN_SECONDS);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private static boolean isAway(Exception error) {
        return Away.is(error)
                || (error instanceof ProblemException refused
                        && refused.problem().status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
}
