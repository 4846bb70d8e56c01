package io.steadfill.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who gets in by which door of a running application. */
@OnServer(Lane.POSTGRESQL)
class SignInIT {

    private static Served served;

    /** Answers who is asking; not a bean, so that no other test's application has it. */
    static final class Mirror {

        private final CurrentOperator who;

        Mirror(CurrentOperator who) {
            this.who = who;
        }

        public ResponseEntity<String> name() {
            return ResponseEntity.ok(who.get().name());
        }

        public ResponseEntity<String> csrf(CsrfToken token) {
            return ResponseEntity.ok(token.getToken());
        }
    }

    @BeforeAll
    static void serve(TestDatabase control) throws NoSuchMethodException {
        served = new Served(control, Map.of());
        RequestMappingHandlerMapping mappings =
                served.context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        Mirror mirror = new Mirror(served.context.getBean(CurrentOperator.class));
        RequestMappingInfo.BuilderConfiguration options = mappings.getBuilderConfiguration();
        mappings.registerMapping(
                RequestMappingInfo.paths("/api/mirror", "/mirror")
                        .options(options)
                        .build(),
                mirror,
                Mirror.class.getMethod("name"));
        mappings.registerMapping(
                RequestMappingInfo.paths("/assets/csrf").options(options).build(),
                mirror,
                Mirror.class.getMethod("csrf", CsrfToken.class));
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

    static HttpResponse<String> signIn(HttpClient browser, String name, String password) {
        String token = Served.send(browser, served.request("/assets/csrf")).body();
        return served.post(browser, "/login", Map.of("username", name, "password", password, "_csrf", token));
    }

    static void isNotSignedIn(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"not-signed-in\"");
    }
}
