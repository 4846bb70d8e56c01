package io.steadfill.access.account;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may be said about tokens: everybody keeps his own, an admin keeps all. */
public final class TokenDesk {

    /** How long one lasts where nobody says otherwise. */
    public static final Duration LASTS = Duration.ofDays(90);

    private static final Duration LASTS_MAX = Duration.ofDays(366);
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,29}");

    private final Control control;
    private final AccountStore accounts;
    private final TokenStore tokens;
    private final Passwords passwords;
    private final AuditTrail audit;
    private final Clock clock;

    TokenDesk(
            Control control,
            AccountStore accounts,
            TokenStore tokens,
            Passwords passwords,
            AuditTrail audit,
            Clock clock) {
        this.control = control;
        this.accounts = accounts;
        this.tokens = tokens;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** An admin sees all tokens, others their own; the oldest first. */
    public List<Token> list(Operator who) {
        control.identity();
        boolean all = who.may(Role.ADMIN);
        return tokens.all().stream()
                .filter(token -> all || token.account().equals(who.person()))
                .toList();
    }

    /**
     * Makes one.
     *
     * @param lasts at most 366 days
     * @throws io.steadfill.problem.ProblemException NOT_PERMITTED where it could do more than its owner or than who makes it
     */
    public Token.Made make(
            Operator who, String account, String label, List<Grant> grants, boolean seesData, Duration lasts) {
        requireOwn(who, account);
        control.identity();
        if (!LABEL.matcher(label).matches()) {
            throw Problem.USAGE.says(
                    "'" + label + "' cannot be a token's label: at most 30 letters, digits, '.', '_', '-'");
        }
        if (grants.isEmpty()) {
            throw Problem.USAGE.says("say what the token may do, such as operator:shop-*");
        }
        if (lasts.isNegative() || lasts.isZero() || lasts.compareTo(LASTS_MAX) > 0) {
            throw Problem.USAGE.says("a token lasts at most " + LASTS_MAX.toDays() + " days: say a shorter time");
        }
        return control.inTransaction(() -> {
            accounts.lock();
            Account owner = accounts.find(account)
                    .orElseThrow(() -> Problem.ACCOUNT_NOT_FOUND
                            .with("account", account)
                            .says("there is no account '" + account + "': see 'access list'"));
            grants.forEach(grant -> {
                requireWithin(grant, Set.copyOf(owner.grants()), owner.name());
                // A token must not make a wider one of the same owner's.
                requireWithin(grant, who.grants(), who.name());
            });
            if (seesData && !(owner.seesData() && who.seesData())) {
                throw Problem.NOT_PERMITTED.says(
                        "a token shows values of rows only where its owner and who makes it may see them");
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            String id = passwords.random().substring(0, 8);
            Token token = new Token(
                    id, owner.name(), label, grants.stream().distinct().toList(), seesData, now, now.plus(lasts), null);
            String secret = TokenStore.PREFIX + id + "_" + passwords.random() + passwords.random();
            tokens.insert(token, secret);
            audit.add(who.name(), "token add", null, null, null, describe(token));
            return new Token.Made(token, secret);
        });
    }

    /** It is refused from now on. */
    public Token revoke(Operator who, String id) {
        control.identity();
        return control.inTransaction(() -> {
            Token token = tokens.find(id)
                    .filter(found -> who.may(Role.ADMIN) || found.account().equals(who.person()))
                    .orElseThrow(() -> Problem.TOKEN_NOT_FOUND
                            .with("token", id)
                            .says("there is no token '" + id + "' of yours: see 'access token list'"));
            tokens.delete(id);
            audit.add(who.name(), "token revoke", null, null, describe(token), null);
            return token;
        });
    }

    private static void requireOwn(Operator who, String account) {
        if (!who.person().equals(account)) {
            who.require(Role.ADMIN);
        }
    }

    private static void requireWithin(Grant grant, Set<Grant> within, String whose) {
        boolean inside = within.stream()
                .anyMatch(wide -> wide.narrowedTo(grant).filter(grant::equals).isPresent());
        if (!inside) {
            throw Problem.NOT_PERMITTED
                    .with("grant", grant.toString())
                    .says(whose + " does not hold " + grant + " himself: ask for less");
        }
    }

    private static String describe(Token token) {
        return token.id() + " of " + token.account() + " for " + token.label() + ": "
                + token.grants().stream().map(Grant::toString).collect(Collectors.joining(" "))
                + (token.seesData() ? ", sees data" : "") + ", until " + token.expires();
    }
}
