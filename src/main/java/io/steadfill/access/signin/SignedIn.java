package io.steadfill.access.signin;

import io.steadfill.access.Operator;
import io.steadfill.access.account.Account;
import java.util.List;
import java.util.Set;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** An operator whose word was believed, as Spring Security carries it. */
public final class SignedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient Operator operator;
    private final int epoch;

    private SignedIn(Operator operator, int epoch) {
        super(List.of(new SimpleGrantedAuthority("ROLE_OPERATOR_OF_STEADFILL")));
        this.operator = operator;
        this.epoch = epoch;
        setAuthenticated(true);
    }

    /** By the account's own password. */
    public static SignedIn with(Account account) {
        return new SignedIn(account.operator(), account.epoch());
    }

    /** By a session, as long as the account is what it was then; may do nothing until somebody looked. */
    public static SignedIn once(String account, int epoch) {
        return new SignedIn(new Operator(account, Set.of(), false), epoch);
    }

    /** By something that is looked at again with every request. */
    static SignedIn by(Operator operator) {
        return new SignedIn(operator, 0);
    }

    public Operator operator() {
        return operator;
    }

    /** Of the account's password, when it was believed. */
    public int epoch() {
        return epoch;
    }

    /** Whether it still holds by what the account is now. */
    public boolean holds(Account now) {
        return !now.disabled() && now.epoch() == epoch;
    }

    @Override
    public String getName() {
        return operator.name();
    }

    @Override
    public Object getPrincipal() {
        return operator.name();
    }

    /** Nothing that could be shown. */
    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedIn same && operator.equals(same.operator) && epoch == same.epoch;
    }

    @Override
    public int hashCode() {
        return operator.hashCode();
    }
}
