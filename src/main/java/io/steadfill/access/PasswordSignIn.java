package io.steadfill.access;

import io.steadfill.control.Control;
import java.util.Locale;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;

/** Believes names with their passwords. */
final class PasswordSignIn implements AuthenticationManager {

    private final Control control;
    private final AccountStore accounts;
    private final Passwords passwords;

    PasswordSignIn(Control control, AccountStore accounts, Passwords passwords) {
        this.control = control;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    @Override
    public Authentication authenticate(Authentication said) {
        control.identity();
        String name = said.getName().toLowerCase(Locale.ROOT);
        String password = String.valueOf(said.getCredentials());
        if (!passwords.matches(password, accounts.passwordHash(name))) {
            throw new InvalidSignIn("the name or the password is wrong");
        }
        return accounts.find(name)
                .filter(account -> !account.disabled())
                .map(SignedIn::with)
                .orElseThrow(() -> new InvalidSignIn("the name or the password is wrong"));
    }
}
