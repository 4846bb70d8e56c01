package io.steadfill.access.session;

import io.steadfill.access.signin.OidcOperators;
import io.steadfill.control.Control;
import io.steadfill.problem.Problem;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.session.autoconfigure.SessionTimeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SessionConfiguration {

    /** @param timeout Spring Boot's, by {@code server.servlet.session.timeout} */
    @Bean
    Sessions sessions(Control control, OidcOperators oidc, SessionTimeout timeout) {
        Duration idle = timeout.getTimeout();
        if (idle == null || idle.toSeconds() < 1) {
            throw Problem.CONFIGURATION_INVALID.says(
                    "server.servlet.session.timeout must be a second or more, such as 8h: nobody stays signed in for ever");
        }
        return new Sessions(control, new SessionContent(new KeptSignIn(oidc, control::now)), idle);
    }

    /** @param cookies Spring Boot's, by {@code server.servlet.session.cookie} */
    @Bean
    SessionRepositoryFilter<KeptSession> springSessionRepositoryFilter(Sessions sessions, CookieSerializer cookies) {
        SessionRepositoryFilter<KeptSession> filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(new SessionCookie(cookies));
        return filter;
    }
}
