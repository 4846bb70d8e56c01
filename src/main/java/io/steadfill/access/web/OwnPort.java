package io.steadfill.access.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;

/** The port of {@code management.server.port}, where it is not the one that everybody is served on. */
final class OwnPort {

    static final AuthorizationDecision OPEN = new AuthorizationDecision(true);

    private final Environment environment;

    OwnPort(Environment environment) {
        this.environment = environment;
    }

    boolean isOf(HttpServletRequest request) {
        Integer management = environment.getProperty("local.management.port", Integer.class);
        Integer served = environment.getProperty("local.server.port", Integer.class);
        return management != null && !management.equals(served) && request.getLocalPort() == management;
    }
}
