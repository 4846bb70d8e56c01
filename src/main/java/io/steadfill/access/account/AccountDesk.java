package io.steadfill.access.account;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.problem.Problem;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may be said about accounts; all but one's own password and time zone is an admin's word. Each word leaves a line in the audit trail. */
public final class AccountDesk {

    static final String FIRST = "admin";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,49}");

    private final Control control;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final AuditTrail audit;

    AccountDesk(Control control, AccountStore accounts, Passwords passwords, AuditTrail audit) {
        this.control = control;
        this.accounts = accounts;
        this.passwords = passwords;
        this.audit = audit;
    }

    /**
     * Makes the account {@value #FIRST} where there is none at all.
     *
     * @return its password, which is shown nowhere else; empty where there are accounts already
     */
    public Optional<String> first() {
        control.identity();
        return control.inTransaction(() -> {
            accounts.lock();
            if (!accounts.isEmpty()) {
                return Optional.empty();
            }
            String password = passwords.random();
            accounts.insert(FIRST, passwords.hash(password), true, ZoneOffset.UTC, "serve");
            accounts.addGrant(FIRST, new Grant(Role.ADMIN, Grant.EVERY_JOB));
            audit.add("serve", "account add", null, null, null, describe(get(FIRST)));
            return Optional.of(password);
        });
    }

    /** All accounts, by name. */
    public List<Account> list(Operator who) {
        who.require(Role.ADMIN);
        control.identity();
        return accounts.all();
    }

    /** @throws io.steadfill.problem.ProblemException ACCOUNT_EXISTS, PASSWORD_REFUSED, USAGE for a name that cannot be one */
    public Account add(Operator who, String name, String password, List<Grant> grants, boolean seesData, ZoneId zone) {
        who.require(Role.ADMIN);
        control.identity();
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(lower).matches()) {
            throw Problem.USAGE.says(
                    "'" + name + "' cannot name an account: at most 50 letters, digits, '.', '_', '@' and"
                            + " '-', and a letter or digit first");
        }
        if (lower.equals(Operator.SCHEDULE)) {
            throw Problem.USAGE.says("'" + lower + "' is the name under which schedules launch: take another one");
        }
        String hash = passwords.hash(password);
        return change(() -> {
            if (accounts.find(lower).isPresent()) {
                throw Problem.ACCOUNT_EXISTS
                        .with("account", lower)
                        .says("there is an account '" + lower + "' already: change it by 'access grant' or 'access"
                                + " password'");
            }
            accounts.insert(lower, hash, seesData, zone, who.name());
            grants.stream().distinct().forEach(grant -> accounts.addGrant(lower, grant));
            Account added = get(lower);
            audit.add(who.name(), "account add", null, null, null, describe(added));
            return added;
        });
    }

    /** Adds a role on some jobs to what the account may do already. */
    public Account grant(Operator who, String name, Grant grant) {
        return change(who, name, "account grant", before -> {
            if (!before.grants().contains(grant)) {
                accounts.addGrant(before.name(), grant);
            }
        });
    }

    /** @throws io.steadfill.problem.ProblemException USAGE where the account does not hold just this grant, ACCOUNT_NEEDED for the last admin */
    public Account revoke(Operator who, String name, Grant grant) {
        return change(who, name, "account revoke", before -> {
            if (!before.grants().contains(grant)) {
                throw Problem.USAGE.says(
                        "'" + before.name() + "' holds no grant " + grant + "; it holds: " + words(before.grants()));
            }
            accounts.removeGrant(before.name(), grant);
        });
    }

    /** Whether real values of rows are shown. */
    public Account showData(Operator who, String name, boolean seesData) {
        return change(who, name, "account sees-data", before -> accounts.changeSeesData(before.name(), seesData));
    }

    /** Ends the account's sessions and tokens at once; nothing is deleted, and {@code false} brings it back. */
    public Account disable(Operator who, String name, boolean disabled) {
        return change(
                who,
                name,
                disabled ? "account disable" : "account enable",
                before -> accounts.changeDisabled(before.name(), disabled));
    }

    /** Ends the account's sessions too. */
    public Account password(Operator who, String name, String password) {
        String hash = passwords.hash(password);
        return change(who, name, "account password", before -> accounts.changePassword(before.name(), hash));
    }

    /** As {@link #password}, with a random one, which is returned and shown nowhere else. */
    public String randomPassword(Operator who, String name) {
        String password = passwords.random();
        password(who, name, password);
        return password;
    }

    /** A random password for {@link #add}. */
    public String newPassword() {
        return passwords.random();
    }

    /** In which zone the operator reads times. */
    public Account ownZone(Operator who, ZoneId zone) {
        return change(() -> {
            Account before = get(who.person());
            accounts.changeZone(before.name(), zone);
            Account after = get(before.name());
            audit.add(who.name(), "account zone", null, null, describe(before), describe(after));
            return after;
        });
    }

    private Account change(Operator who, String name, String verb, Consumer<Account> what) {
        who.require(Role.ADMIN);
        control.identity();
        return change(() -> {
            Account before = get(name.toLowerCase(Locale.ROOT));
            what.accept(before);
            Account after = get(before.name());
            if (isAdmin(before) && !isAdmin(after) && accounts.all().stream().noneMatch(AccountDesk::isAdmin)) {
                throw Problem.ACCOUNT_NEEDED
                        .with("account", before.name())
                        .says("'" + before.name() + "' is the last admin: make another one first");
            }
            audit.add(who.name(), verb, null, null, describe(before), describe(after));
            return after;
        });
    }

    /** One change at a time, or two admins could each take the other away. */
    private <T> T change(Supplier<T> what) {
        return control.inTransaction(() -> {
            accounts.lock();
            return what.get();
        });
    }

    private Account get(String name) {
        return accounts.find(name)
                .orElseThrow(() -> Problem.ACCOUNT_NOT_FOUND
                        .with("account", name)
                        .says("there is no account '" + name + "': see 'access list'"));
    }

    private static boolean isAdmin(Account account) {
        return !account.disabled() && account.operator().may(Role.ADMIN);
    }

    private static String describe(Account account) {
        return account.name() + ": " + words(account.grants()) + (account.seesData() ? ", sees data" : "")
                + (account.disabled() ? ", disabled" : "") + ", " + account.zone();
    }

    private static String words(List<Grant> grants) {
        return grants.isEmpty()
                ? "no grants"
                : grants.stream().map(Grant::toString).collect(Collectors.joining(" "));
    }
}
