package io.steadfill.access;

import org.springframework.security.core.AuthenticationException;

/** Somebody said who he is, and was not believed. */
final class InvalidSignIn extends AuthenticationException {

    private static final long serialVersionUID = 1;

    InvalidSignIn(String says) {
        super(says);
    }

    String says() {
        return String.valueOf(getMessage());
    }
}
