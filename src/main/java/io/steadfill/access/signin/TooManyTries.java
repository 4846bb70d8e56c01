package io.steadfill.access.signin;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Nobody looked whether the password is right: too many were wrong. */
public final class TooManyTries extends AuthenticationException {

    private static final long serialVersionUID = 1;

    private final Duration wait;

    TooManyTries(Duration wait) {
        super("too many sign-ins failed");
        this.wait = wait;
    }

    /** Rounded up. */
    public long seconds() {
        return wait.toSeconds() + 1;
    }
}
