package io.steadfill.access.signin;

import io.steadfill.access.account.Account;
import io.steadfill.access.account.AccountStore;
import io.steadfill.access.account.Passwords;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Believes names with their passwords. */
public final class PasswordSignIn implements AuthenticationManager {

    private static final String WRONG = "the name or the password is wrong";

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private final Control control;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final RecentPasswords recent;
    private final SignInTries tries;
    private final AuditTrail audit;

    PasswordSignIn(
            Control control,
            AccountStore accounts,
            Passwords passwords,
            RecentPasswords recent,
            SignInTries tries,
            AuditTrail audit) {
        this.control = control;
        this.accounts = accounts;
        this.passwords = passwords;
        this.recent = recent;
        this.tries = tries;
        this.audit = audit;
    }

    @Override
    public Authentication authenticate(Authentication said) {
        control.identity();
        // No account has such characters in its name, and PostgreSQL cannot even be asked for a NUL.
        String name = CONTROLS.matcher(said.getName()).replaceAll("\ufffd").toLowerCase(Locale.ROOT);
        String address = address(said);
        Duration wait = tries.wait(name, address);
        if (!wait.isZero()) {
            throw new TooManyTries(wait);
        }
        Optional<Account> account = accounts.find(name);
        if (isRight(account, name, String.valueOf(said.getCredentials()))) {
            tries.succeeded(name, address);
            return SignedIn.with(account.orElseThrow());
        }
        boolean locked = tries.failed(name, address);
        // A name that is none may be a password typed into the wrong field: it is not written down.
        audit.add(
                account.isPresent() ? name : "unknown",
                locked ? "sign in failed, locked" : "sign in failed",
                null,
                null,
                null,
                null);
        throw new InvalidSignIn(WRONG);
    }

    private boolean isRight(Optional<Account> account, String name, String password) {
        if (account.isPresent() && recent.knows(account.get(), password)) {
            return !account.get().disabled();
        }
        boolean right = passwords.matches(password, accounts.passwordHash(name));
        if (right) {
            account.ifPresent(known -> recent.add(known, password));
        }
        return right && account.isPresent() && !account.get().disabled();
    }

    static String address(Authentication said) {
        return said.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "an unknown address";
    }
}
