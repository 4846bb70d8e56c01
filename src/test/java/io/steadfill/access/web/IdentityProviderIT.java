package io.steadfill.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.nimbusds.jwt.JWTClaimsSet;
import io.steadfill.audit.AuditQuery;
import io.steadfill.audit.AuditTrail;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server whose people come from an identity provider, with a port of its own for machines that watch it; and a second node beside it. */
@OnServer(Lane.POSTGRESQL)
class IdentityProviderIT {

    private static OidcProvider provider;
    private static Served served;
    private static Served other;

    @BeforeAll
    static void serve(TestDatabase control) {
        provider = new OidcProvider();
        Map<String, Object> people = Map.of(
                "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                provider.issuer(),
                "spring.security.oauth2.resourceserver.jwt.audiences",
                "steadfill",
                "spring.security.oauth2.client.provider.sso.issuer-uri",
                provider.issuer(),
                "spring.security.oauth2.client.registration.sso.client-id",
                "steadfill",
                "spring.security.oauth2.client.registration.sso.client-secret",
                "a secret of the client",
                "spring.security.oauth2.client.registration.sso.scope",
                "openid,profile",
                "steadfill.access.oidc.roles-claim",
                "realm_access.roles",
                "steadfill.access.oidc.grants[0].claim",
                "dba",
                "steadfill.access.oidc.grants[0].role",
                "admin");
        Map<String, Object> watched = new HashMap<>(people);
        watched.put("management.server.port", 0);
        served = new Served(control, watched);
        people = new HashMap<>(people);
        people.put("server.forward-headers-strategy", "framework");
        other = new Served(control, people);
        served.person("ada", "admin");
        served.person("tom", "viewer");
    }

    @AfterAll
    static void stop() {
        other.close();
        served.close();
        provider.close();
    }

    @Test
    void aTokenOfTheProviderSpeaksForItsOwnerWithinTheRolesThatItSays() {
        HttpResponse<String> dba = bearer("/api/mirror", token(claims -> claims, "dba"));
        assertThat(dba.statusCode()).as(dba.body()).isEqualTo(200);
        assertThat(dba.body()).isEqualTo("oidc:grace");
        assertThat(bearer("/api/v1/nodes", token(claims -> claims, "dba")).statusCode())
                .isEqualTo(200);
        assertThat(bearer("/api/mirror", token(claims -> claims, "gardener")).statusCode())
                .isEqualTo(200);
        assertThat(bearer("/api/v1/nodes", token(claims -> claims, "gardener")).statusCode())
                .as("signed in, and may do nothing")
                .isEqualTo(403);
    }

    @Test
    void noOtherTokenIsBelieved() {
        Instant ago = Instant.now().minus(Duration.ofMinutes(10));
        assertThat(List.of(
                        token(claims -> claims.audience("another"), "dba"),
                        token(claims -> claims.issuer("https://elsewhere.example"), "dba"),
                        token(
                                claims -> claims.issueTime(Date.from(ago))
                                        .expirationTime(Date.from(ago.plus(Duration.ofMinutes(1)))),
                                "dba"),
                        provider.unsigned(),
                        OidcProvider.signed(
                                OidcProvider.newKey(), provider.claims("dba").build()),
                        token(claims -> claims.claim("preferred_username", null), "dba"),
                        token(claims -> claims, "dba").replaceAll("\\.[^.]*$", ".")))
                .allSatisfy(token -> assertThat(bearer("/api/mirror", token)).satisfies(SignInIT::isNotSignedIn));
    }

    @Test
    void theConsoleTakesTheProvidersLogIn() {
        HttpClient browser = Served.browser();
        assertThat(Served.send(browser, served.request("/login")).body())
                .contains("href=\"/oauth2/authorization/sso\"");

        URI asked = location(Served.send(browser, served.request("/oauth2/authorization/sso")));
        assertThat(asked.toString())
                .startsWith(provider.issuer() + "/authorize?")
                .contains("nonce=", "state=");
        URI back = location(Served.send(browser, HttpRequest.newBuilder(asked)));
        assertThat(back.getPath()).isEqualTo("/login/oauth2/code/sso");
        URI home = location(Served.send(browser, HttpRequest.newBuilder(back)));

        assertThat(home.getPath()).isEqualTo("/");
        assertThat(Served.send(browser, served.request("/mirror")).body()).isEqualTo("oidc:grace");
        assertThat(served.context
                        .getBean(AuditTrail.class)
                        .page(new AuditQuery(null, null, "oidc:grace", "sign in", null, null, 5)))
                .isNotEmpty();
        // The same answer of the provider once more, in another browser, is nothing.
        assertThat(location(Served.send(Served.browser(), HttpRequest.newBuilder(back)))
                        .getPath())
                .isEqualTo("/login");
    }

    @Test
    void aLogInThatBeganOnOneNodeEndsOnAnotherInASessionOfAnotherId() {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();

        URI asked = location(Served.send(browser, served.request("/oauth2/authorization/sso")));
        String before = cookie(cookies);
        URI back = location(Served.send(browser, HttpRequest.newBuilder(asked)));
        URI home = location(Served.send(browser, other.request(back.getPath() + "?" + back.getRawQuery())));

        assertThat(home.getPath()).isEqualTo("/");
        assertThat(cookie(cookies)).isNotEqualTo(before);
        assertThat(Served.send(browser, served.request("/mirror")).body()).isEqualTo("oidc:grace");
        assertThat(Served.send(browser, other.request("/mirror")).body()).isEqualTo("oidc:grace");
        assertThat(served.get("/mirror", "Cookie", "STEADFILL=" + before).statusCode())
                .isEqualTo(302);
    }

    @Test
    void behindAProxyThatSpeaksTlsNoCookieIsSentWithoutIt() {
        assertThat(Served.cookies(other.get("/oauth2/authorization/sso", "X-Forwarded-Proto", "https")))
                .filteredOn(cookie -> cookie.startsWith("STEADFILL="))
                .singleElement(STRING)
                .contains("; Secure", "; HttpOnly", "; SameSite=Lax", "Path=/;");
    }

    private static String cookie(CookieManager cookies) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("STEADFILL"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void figuresStandOnThePortOfTheirOwnAndOnlyThere() {
        String port = served.context.getEnvironment().getProperty("local.management.port");
        String root = "http://127.0.0.1:" + port;
        HttpClient client = HttpClient.newHttpClient();

        assertThat(port).isNotEqualTo(served.context.getEnvironment().getProperty("local.server.port"));
        assertThat(status(client, root + "/actuator/prometheus")).isEqualTo(200);
        assertThat(status(client, root + "/actuator/health/readiness")).isEqualTo(200);
        assertThat(status(client, root + "/actuator/health")).isEqualTo(401);
        assertThat(status(client, root + "/api/v1/nodes")).isNotEqualTo(200);
        assertThat(served.get("/actuator/prometheus").statusCode()).isNotEqualTo(200);
        assertThat(other.get("/actuator/prometheus").statusCode())
                .as("without a port of its own it asks who it is")
                .isEqualTo(401);
    }

    @Test
    void wrongPasswordsOnOneNodeMakeTheRightOneWaitOnTheOther() {
        for (int i = 0; i < 5; i++) {
            assertThat((i % 2 == 0 ? served : other)
                            .get("/api/mirror", "Authorization", Served.basic("tom", "wrong " + i))
                            .statusCode())
                    .isEqualTo(401);
        }

        for (Served node : new Served[] {served, other}) {
            assertThat(node.get("/api/mirror", "Authorization", Served.basic("tom", Served.PASSWORD))
                            .statusCode())
                    .isEqualTo(429);
        }
        assertThat(other.get("/api/mirror", "Authorization", Served.basic("ada", Served.PASSWORD))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change, String... roles) {
        return provider.token(change, roles);
    }

    private static HttpResponse<String> bearer(String path, String token) {
        return served.get(path, "Authorization", "Bearer " + token);
    }

    private static URI location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return served.at("/").resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    private static int status(HttpClient client, String address) {
        return Served.send(client, HttpRequest.newBuilder(URI.create(address))).statusCode();
    }
}
