package io.steadfill.access.signin;

import org.springframework.security.core.AuthenticationException;

/** Somebody said who he is, and was not believed. */
public final class InvalidSignIn extends AuthenticationException {

    private static final long serialVersionUID = 1;

    InvalidSignIn(String says) {
        super(says);
    }

    public String says() {
        return String.valueOf(getMessage());
    }
}
