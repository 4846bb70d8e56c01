package io.steadfill.access;

import java.util.List;

/**
 * Whose log-in the console takes besides its own.
 *
 * @param names under which they are configured; the log-in of each begins at {@code /oauth2/authorization/NAME}
 */
public record IdentityProviders(List<String> names) {

    public IdentityProviders {
        names = List.copyOf(names);
    }
}
