package io.steadfill.access.signin;

import java.time.Duration;
import java.util.List;

/** What tests of other rooms are told of a provider. */
public final class Providers {

    private Providers() {}

    /** One that says roles in a claim within another; a {@code dba} is an admin. */
    public static OidcOperators withRoles() {
        return new OidcOperators(new AccessProperties.Oidc(
                "preferred_username",
                "realm_access.roles",
                Duration.ofHours(8),
                List.of(new AccessProperties.Given("dba", "admin", "*", true))));
    }
}
