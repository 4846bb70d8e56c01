package io.steadfill.access.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.access.Grant;
import io.steadfill.access.account.Account;
import io.steadfill.access.signin.InvalidSignIn;
import io.steadfill.access.signin.Providers;
import io.steadfill.access.signin.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

class KeptSignInTest {

    private Instant now = Instant.parse("2026-11-22T09:00:00Z");
    private final KeptSignIn kept = new KeptSignIn(Providers.withRoles(), () -> now);

    @Test
    void anAccountIsKeptByNameAndMayDoNothingUntilItIsLookedAt() {
        Account ada = account(7);

        Map<String, Object> words = kept.words(SignedIn.with(ada));

        assertThat(words).isEqualTo(Map.of("account", "ada", "epoch", 7));
        assertThat(kept.read(words)).isInstanceOfSatisfying(SignedIn.class, again -> {
            assertThat(again.operator().grants()).isEmpty();
            assertThat(again.operator().seesData()).isFalse();
            assertThat(again.holds(ada)).isTrue();
            assertThat(again.holds(account(8))).as("after another password").isFalse();
        });
    }

    @Test
    void ofWhatAProviderSaysOnlyNameAndRolesAreKept() {
        Map<String, Object> claims = Map.of(
                "sub", "7",
                "email", "grace@example.org",
                "preferred_username", "grace",
                "realm_access", Map.of("roles", List.of("dba", "gardener")));

        Map<String, Object> words = kept.words(login(claims));

        assertThat(words.toString()).contains("grace", "dba").doesNotContain("raw", "example.org");
        assertThat(kept.read(words)).isInstanceOfSatisfying(OAuth2AuthenticationToken.class, again -> {
            assertThat(again.isAuthenticated()).isTrue();
            assertThat(Providers.withRoles().operator(again.getPrincipal().getAttributes()))
                    .isEqualTo(Providers.withRoles().operator(claims));
        });
    }

    @Test
    void aLogInAtAProviderEndsWhereItWasWrittenAgainToo() {
        Map<String, Object> claims = Map.of("preferred_username", "grace");
        Instant end = now.plus(Duration.ofHours(8));

        Map<String, Object> words = kept.words(login(claims));
        assertThat(kept.end(words)).isEqualTo(end);

        now = now.plus(Duration.ofHours(7));
        assertThat(kept.end(kept.words(kept.read(words)))).isEqualTo(end);
        assertThat(kept.end(kept.words(login(claims)))).as("another log-in").isEqualTo(end.plus(Duration.ofHours(7)));
        assertThat(kept.end(kept.words(SignedIn.with(account(7))))).isNull();
    }

    private static Authentication login(Map<String, Object> claims) {
        return new OAuth2AuthenticationToken(
                new DefaultOidcUser(
                        AuthorityUtils.NO_AUTHORITIES,
                        new OidcIdToken("a.raw.token", Instant.EPOCH, Instant.EPOCH.plusSeconds(1), claims),
                        "preferred_username"),
                AuthorityUtils.NO_AUTHORITIES,
                "sso");
    }

    @Test
    void whatNoReleaseWroteIsNobody() {
        assertThatThrownBy(() -> kept.read(Map.of("provider", "sso", "claims", Map.of("preferred_username", "grace"))))
                .as("nobody knows when he signed in")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kept.read(Map.of("account", "ada"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kept.read(
                        Map.of("provider", "sso", "claims", Map.of("name", "grace"), "since", "2026-11-22T09:00:00Z")))
                .as("nobody has a name by today's configuration")
                .isInstanceOf(InvalidSignIn.class);
    }

    private static Account account(int epoch) {
        return new Account(
                "ada", List.of(Grant.parse("admin")), true, false, ZoneOffset.UTC, epoch, Instant.EPOCH, "test");
    }
}
