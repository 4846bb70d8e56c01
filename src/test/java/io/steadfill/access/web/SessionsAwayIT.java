package io.steadfill.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Await;
import io.steadfill.testing.FaultProxy;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people and machines are told while the control database, where sessions are, is away. */
@Tag("slow")
@OnServer(Lane.POSTGRESQL)
class SessionsAwayIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Test
    void whoeverIsSignedInIsToldToComeAgainAndStaysSignedIn(TestDatabase control) throws IOException {
        try (FaultProxy proxy = FaultProxy.before(control);
                Served served = new Served(control, Map.of("steadfill.control.url", proxy.url()))) {
            served.person("ada", "admin");
            HttpClient browser = Served.browser();
            SignInIT.signIn(served, browser, "ada", Served.PASSWORD);
            assertThat(page(served, browser).body()).contains("Sign out");

            proxy.cut();

            HttpResponse<String> refused = page(served, browser);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body())
                    .contains("The control database does not answer", "Whoever was signed in still is")
                    .doesNotContain("Exception", "\tat ");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(Served.cookies(refused)).noneMatch(cookie -> cookie.startsWith("STEADFILL="));
            HttpResponse<String> machine =
                    served.get("/api/mirror", "Authorization", Served.basic("ada", "not asked for lately"));
            assertThat(machine.statusCode()).isEqualTo(503);
            assertThat(machine.body()).contains("\"code\":\"database-unreachable\"");
            assertThat(served.get("/assets/steadfill.css").statusCode()).isEqualTo(200);
            assertThat(served.get("/login").statusCode()).isEqualTo(200);

            proxy.heal();

            Await.until("the page", LIMIT, () -> page(served, browser).statusCode() == 200);
        }
    }

    private static HttpResponse<String> page(Served served, HttpClient browser) {
        return Served.send(browser, served.request("/tokens").header("Accept", "text/html"));
    }
}
