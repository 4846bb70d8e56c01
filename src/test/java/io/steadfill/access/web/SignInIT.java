package io.steadfill.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.access.account.Token;
import io.steadfill.access.account.TokenDesk;
import io.steadfill.audit.AuditQuery;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets in by which door of a running application. */
@OnServer(Lane.POSTGRESQL)
class SignInIT {

    private static Served served;

    @BeforeAll
    static void serve(TestDatabase control) {
        served = new Served(control, Map.of());
        served.person("ada", "admin");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void theApiTakesNameAndPassword() {
        assertThat(served.get("/api/mirror", "Authorization", Served.basic("ada", Served.PASSWORD)))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .satisfies(answer -> assertThat(answer.body()).isEqualTo("ada"))
                .satisfies(answer -> assertThat(Served.cookies(answer)).isEmpty());
    }

    @Test
    void theApiRefusesAsProblems() {
        assertThat(served.get("/api/mirror")).satisfies(SignInIT::isNotSignedIn);
        assertThat(served.get("/api/mirror", "Authorization", Served.basic("ada", "wrong")))
                .satisfies(SignInIT::isNotSignedIn);
        assertThat(served.get("/api/mirror", "Authorization", Served.basic("nobody", "wrong")))
                .satisfies(SignInIT::isNotSignedIn);
        assertThat(served.get("/api/there-is-no-such-thing")).satisfies(SignInIT::isNotSignedIn);
    }

    @Test
    void theConsoleSendsStrangersToTheLogIn() {
        HttpResponse<String> answer = served.get("/mirror");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValue(WebSecurity.CONTENT_SECURITY_POLICY);
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void theConsoleTakesAFormAndKeepsASession() {
        HttpClient browser = Served.browser();

        HttpResponse<String> signedIn = signIn(browser, "ada", Served.PASSWORD);

        assertThat(signedIn.statusCode()).isEqualTo(302);
        assertThat(signedIn.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/"));
        assertThat(Served.cookies(signedIn))
                .anySatisfy(cookie -> assertThat(cookie).contains("STEADFILL=", "HttpOnly", "SameSite=Lax"));
        assertThat(Served.send(browser, served.request("/mirror")).body()).isEqualTo("ada");
    }

    @Test
    void theApiReadsNoSessionCookie() {
        HttpClient browser = Served.browser();
        signIn(browser, "ada", Served.PASSWORD);

        assertThat(Served.send(browser, served.request("/api/mirror"))).satisfies(SignInIT::isNotSignedIn);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        HttpClient browser = Served.browser();

        assertThat(served.post(browser, "/login", Map.of("username", "ada", "password", Served.PASSWORD))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aChangedPasswordEndsTheSessionsOfTheAccount() {
        served.person("bob", "viewer");
        HttpClient browser = Served.browser();
        signIn(browser, "bob", Served.PASSWORD);
        assertThat(Served.send(browser, served.request("/mirror")).statusCode()).isEqualTo(200);

        served.accounts.password(Operator.ofThisMachine("test"), "bob", "another password");

        assertThat(Served.send(browser, served.request("/mirror")).statusCode()).isEqualTo(302);
    }

    @Test
    void aDisabledAccountIsOutAtOnce() {
        served.person("eve", "viewer");
        HttpClient browser = Served.browser();
        signIn(browser, "eve", Served.PASSWORD);

        served.accounts.disable(Operator.ofThisMachine("test"), "eve", true);

        assertThat(Served.send(browser, served.request("/mirror")).statusCode()).isEqualTo(302);
        assertThat(served.get("/api/mirror", "Authorization", Served.basic("eve", Served.PASSWORD)))
                .satisfies(SignInIT::isNotSignedIn);
    }

    @Test
    void onlyLivenessAndReadinessAreOpen() {
        assertThat(served.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(served.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(served.get("/actuator/health").statusCode()).isNotEqualTo(200);
        assertThat(served.get("/actuator/env").statusCode()).isNotEqualTo(200);
    }

    @Test
    void aTokenSpeaksForItsOwnerWithinItsGrants() {
        served.person("mia", "operator:shop-*", "viewer");
        Operator mia = served.operator("mia");
        Token.Made made = served.tokens.make(
                mia, "mia", "nightly", List.of(Grant.parse("operator:shop-a*")), false, TokenDesk.LASTS);

        HttpResponse<String> answer = served.get("/api/mirror", "Authorization", "Bearer " + made.secret());

        assertThat(answer.body()).isEqualTo("mia (token nightly)");
        assertThat(served.tokens.list(mia)).singleElement().satisfies(token -> {
            assertThat(token.lastUsed()).isNotNull();
            assertThat(token.operator(served.account("mia")).may(Role.OPERATOR, "shop-all"))
                    .isTrue();
            assertThat(token.operator(served.account("mia")).may(Role.VIEWER, "other"))
                    .isFalse();
        });
        assertThat(served.get("/actuator/prometheus", "Authorization", "Bearer " + made.secret())
                        .statusCode())
                .isEqualTo(403);

        served.tokens.revoke(mia, made.token().id());

        assertThat(served.get("/api/mirror", "Authorization", "Bearer " + made.secret()))
                .satisfies(SignInIT::isNotSignedIn);
    }

    @Test
    void wrongTokensMakeNoRightOneWait() {
        served.person("rob", "viewer");
        Operator rob = served.operator("rob");
        String right = served.tokens
                .make(rob, "rob", "scraper", List.of(Grant.parse("viewer")), false, TokenDesk.LASTS)
                .secret();
        String wrong = right.substring(0, right.length() - 4) + "none";
        int answered = 0;
        for (int i = 0; i < 8; i++) {
            answered = served.get("/api/mirror", "Authorization", "Bearer " + wrong)
                    .statusCode();
        }

        assertThat(answered).as("wrong ones wait").isEqualTo(429);
        assertThat(served.get("/api/mirror", "Authorization", "Bearer " + right).statusCode())
                .isEqualTo(200);
        // The other tests' wrong tokens come from the same address.
        served.context
                .getBean(Control.class)
                .client()
                .sql("delete from steadfill_control_sign_in")
                .update();
    }

    @Test
    void aTokenEndsWithItsOwnersAccountAndWithItsTime() {
        served.person("kim", "operator");
        Operator kim = served.operator("kim");
        String over = served.tokens
                .make(kim, "kim", "short", List.of(Grant.parse("viewer")), false, Duration.ofNanos(1000))
                .secret();
        String good = served.tokens
                .make(kim, "kim", "long", List.of(Grant.parse("viewer")), false, TokenDesk.LASTS)
                .secret();
        assertThat(served.get("/api/mirror", "Authorization", "Bearer " + good).statusCode())
                .isEqualTo(200);

        served.accounts.disable(Operator.ofThisMachine("test"), "kim", true);

        assertThat(served.get("/api/mirror", "Authorization", "Bearer " + good)).satisfies(SignInIT::isNotSignedIn);
        assertThat(served.get("/api/mirror", "Authorization", "Bearer " + over)).satisfies(SignInIT::isNotSignedIn);
        assertThat(served.get("/api/mirror", "Authorization", "Bearer sf_nothing_like_it"))
                .satisfies(SignInIT::isNotSignedIn);
        assertThat(served.get("/api/mirror", "Authorization", "Bearer something-else"))
                .satisfies(SignInIT::isNotSignedIn);
    }

    @Test
    void noTokenIsWiderThanItsOwnerOrItsMaker() {
        served.person("zoe", "operator:shop-*");
        Operator zoe = served.operator("zoe");
        Operator narrow =
                new Operator("zoe (token small)", "zoe", Set.of(Grant.parse("viewer:shop-*")), false, ZoneOffset.UTC);

        assertThatThrownBy(() ->
                        served.tokens.make(zoe, "zoe", "x", List.of(Grant.parse("operator")), false, TokenDesk.LASTS))
                .hasMessageContaining("zoe does not hold operator:*");
        assertThatThrownBy(() -> served.tokens.make(
                        narrow, "zoe", "x", List.of(Grant.parse("operator:shop-*")), false, TokenDesk.LASTS))
                .hasMessageContaining("does not hold operator:shop-*");
        assertThatThrownBy(() -> served.tokens.make(
                        zoe, "ada", "x", List.of(Grant.parse("viewer:shop-*")), false, TokenDesk.LASTS))
                .hasMessageContaining("zoe is not admin");
        assertThatThrownBy(() -> served.tokens.make(
                        zoe, "zoe", "x", List.of(Grant.parse("viewer:shop-*")), true, TokenDesk.LASTS))
                .hasMessageContaining("values of rows");
    }

    @Test
    void tooManyWrongPasswordsMakeTheRightOneWait() {
        served.person("tom", "viewer");
        for (int i = 0; i < 5; i++) {
            assertThat(served.get("/api/mirror", "Authorization", Served.basic("tom", "wrong " + i)))
                    .satisfies(SignInIT::isNotSignedIn);
        }

        HttpResponse<String> answer = served.get("/api/mirror", "Authorization", Served.basic("tom", Served.PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("too-many-tries");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 31L);
        assertThat(served.get("/api/mirror", "Authorization", Served.basic("ada", Served.PASSWORD))
                        .statusCode())
                .as("others are let in")
                .isEqualTo(200);
    }

    @Test
    void aNameThatNoDatabaseCanBeAskedForIsWrongLikeAnyOtherAndCounted() {
        served.person("nul", "viewer");
        for (String name : List.of("nu\u0000l", "\u0000")) {
            assertThat(served.get("/api/mirror", "Authorization", Served.basic(name, Served.PASSWORD)))
                    .satisfies(SignInIT::isNotSignedIn);
            HttpResponse<String> answer = signIn(Served.browser(), name, Served.PASSWORD);
            assertThat(answer.statusCode()).as("the form").isEqualTo(302);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/login?error"));
        }
        for (int i = 0; i < 3; i++) {
            served.get("/api/mirror", "Authorization", Served.basic("nu\u0000l", "wrong " + i));
        }

        assertThat(served.get("/api/mirror", "Authorization", Served.basic("nu\u0000l", "wrong"))
                        .statusCode())
                .isEqualTo(429);
        assertThat(served.get("/api/mirror", "Authorization", Served.basic("nul", Served.PASSWORD))
                        .statusCode())
                .as("whose name is like it")
                .isEqualTo(200);
    }

    @Test
    void everySignInLeavesALineThatSaysFromWhere() {
        served.person("lou", "viewer");
        signIn(Served.browser(), "lou", "wrong");
        signIn(Served.browser(), "lou", Served.PASSWORD);
        signIn(Served.browser(), "a password typed as name", "x");

        List<AuditTrail.Entry> said =
                served.context.getBean(AuditTrail.class).page(new AuditQuery(null, null, "lou", null, null, null, 10));

        assertThat(said).extracting(AuditTrail.Entry::verb).containsExactly("sign in", "sign in failed");
        assertThat(said).allSatisfy(entry -> {
            assertThat(entry.source()).isEqualTo("127.0.0.1");
            assertThat(entry.request()).isNotBlank();
        });
        assertThat(served.context
                        .getBean(AuditTrail.class)
                        .page(AuditQuery.newest(1))
                        .get(0))
                .satisfies(entry -> assertThat(entry.by()).isEqualTo("unknown"))
                .satisfies(entry -> assertThat(entry.toString()).doesNotContain("typed as name"));
    }

    @Test
    void theLastAdminStays() {
        assertThatThrownBy(() -> served.accounts.disable(served.operator("ada"), "ada", true))
                .hasMessageContaining("last admin");
        assertThat(served.account("ada").disabled()).isFalse();
    }

    static HttpResponse<String> signIn(HttpClient browser, String name, String password) {
        return signIn(served, browser, name, password);
    }

    static HttpResponse<String> signIn(Served served, HttpClient browser, String name, String password) {
        String token = Served.send(browser, served.request("/problems/csrf")).body();
        return served.post(browser, "/login", Map.of("username", name, "password", password, "_csrf", token));
    }

    static void isNotSignedIn(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"not-signed-in\"");
    }
}
