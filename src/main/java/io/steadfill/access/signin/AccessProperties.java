package io.steadfill.access.signin;

import io.steadfill.access.Grant;
import io.steadfill.access.Role;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people of an identity provider are known.
 *
 * @param oidc is read where Spring's {@code spring.security.oauth2.*} names a provider
 */
@ConfigurationProperties("steadfill.access")
record AccessProperties(@DefaultValue Oidc oidc) {

    /**
     * @param nameClaim who it is, in the audit trail; must be one that people cannot choose themselves
     * @param rolesClaim what the rules below look for; by dots one claim within another
     * @param sessionMax how long a log-in of theirs lasts in the console, however much it is used: what they may is as the provider said at the log-in, so
     *     it is turned down where roles are taken away by the hour
     * @param grants nobody may do anything unless one of them says so
     */
    record Oidc(
            @DefaultValue("preferred_username") String nameClaim,
            @DefaultValue("groups") String rolesClaim,
            @DefaultValue("8h") Duration sessionMax,
            @DefaultValue List<Given> grants) {

        Oidc {
            if (sessionMax.toSeconds() < 1) {
                throw new IllegalArgumentException("steadfill.access.oidc.session-max must be at least 1s");
            }
        }
    }

    /**
     * What holding one value gives.
     *
     * @param claim the value, as the provider writes it
     * @param jobs a pattern of job names
     */
    record Given(
            String claim, String role, @DefaultValue("*") String jobs, boolean seesData) {

        Grant grant() {
            return new Grant(Role.of(role), jobs);
        }
    }
}
