package io.steadfill.access.signin;

import io.steadfill.access.Operator;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes operators of what an identity provider says about people. */
public final class OidcOperators {

    // So that nobody can take a local account's name over at the identity provider.
    private static final String PREFIX = "oidc:";
    private static final int NAME_MAX = 90;

    private final AccessProperties.Oidc settings;

    OidcOperators(AccessProperties.Oidc settings) {
        this.settings = settings;
    }

    public Operator operator(Map<String, Object> claims) {
        Object name = at(claims, settings.nameClaim());
        if (!(name instanceof String text) || text.isBlank() || text.length() > NAME_MAX) {
            throw new InvalidSignIn("the identity provider says no name in the claim '" + settings.nameClaim()
                    + "': set steadfill.access.oidc.name-claim");
        }
        Set<String> held = Set.copyOf(words(at(claims, settings.rolesClaim())));
        List<AccessProperties.Given> given = settings.grants().stream()
                .filter(rule -> held.contains(rule.claim()))
                .toList();
        return new Operator(
                PREFIX + text,
                PREFIX + text,
                given.stream().map(AccessProperties.Given::grant).collect(Collectors.toUnmodifiableSet()),
                given.stream().anyMatch(AccessProperties.Given::seesData),
                ZoneOffset.UTC);
    }

    /** Of what a provider said, no more than {@link #operator} reads, under the whole names. */
    public Map<String, Object> kept(Map<String, Object> claims) {
        Map<String, Object> kept = new HashMap<>();
        kept.put(settings.rolesClaim(), words(at(claims, settings.rolesClaim())));
        kept.put(settings.nameClaim(), String.valueOf(at(claims, settings.nameClaim())));
        return kept;
    }

    /** How long a log-in lasts, however much it is used: by then what somebody may is asked of the provider anew. */
    public Duration sessionMax() {
        return settings.sessionMax();
    }

    /** Of {@link #kept}. */
    public String nameClaim() {
        return settings.nameClaim();
    }

    /** A claim, or by dots one within another. */
    private static @Nullable Object at(Map<String, Object> claims, String path) {
        Object whole = claims.get(path);
        if (whole != null) {
            return whole;
        }
        Object at = claims;
        for (String word : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(word) : null;
        }
        return at;
    }

    /** A list of texts, or one text of words as {@code scope} is. */
    private static List<String> words(@Nullable Object claim) {
        if (claim instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        return claim instanceof String text ? Arrays.asList(text.split(" ", -1)) : List.of();
    }
}
