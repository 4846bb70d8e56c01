package io.steadfill.access.account;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a person in scripts and other machines; its secret is not here.
 *
 * @param id the part of the token that is no secret
 * @param account whose it is; what the account may not do, its token may not do either
 * @param label what it is for
 * @param grants what it may do at most
 * @param lastUsed to the minute; null where it never was
 */
public record Token(
        String id,
        String account,
        String label,
        List<Grant> grants,
        boolean seesData,
        Instant created,
        Instant expires,
        @Nullable Instant lastUsed) {

    /**
     * A token just made.
     *
     * @param secret the whole text that is sent as {@code Authorization: Bearer}; shown this once
     */
    public record Made(Token token, String secret) {}

    /** Who speaks by it: nobody who may do more than the owner may by now. */
    public Operator operator(Account owner) {
        return new Operator(
                owner.name() + " (token " + label + ")",
                owner.name(),
                grants.stream()
                        .flatMap(grant -> owner.grants().stream().flatMap(owners -> grant.narrowedTo(owners).stream()))
                        .collect(Collectors.toUnmodifiableSet()),
                seesData && owner.seesData(),
                owner.zone());
    }
}
