package io.steadfill.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody sees first, at night. */
@ExtendWith(OnConsole.class)
class HomePageIT {

    private static final double LIMIT_MILLIS = 60_000;

    private final ConsoleStage stage;

    HomePageIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void whatIsDownIsSaidFirstAndTheRestIsThereAllTheSame() {
        Page page = stage.chromium.as("ada");
        page.navigate("/");

        assertThat(page.locator(".needs li").first()).containsText("away", soon());
        assertThat(page.locator(".needs li").first()).containsText("No answer");
        assertThat(page.locator("section[data-part=databases]")).containsText("PostgreSQL", soon());
        assertThat(page.locator("section[data-part=databases]")).containsText("lock waiters");
        assertThat(page.locator("section[data-part=night]")).containsText("tonight", soon());
        assertThat(page.locator("section[data-part=night]")).containsText("Due");
        assertThat(page.locator("section[data-part=nodes]")).containsText("Heartbeat", soon());
        page.context().close();
    }

    @Test
    void nobodySeesThereWhatHeMayNotSee() {
        Page page = stage.chromium.as("ned");
        page.navigate("/");

        assertThat(page.locator("section[data-part=databases]")).containsText("shop", soon());
        assertThat(page.locator("main")).not().containsText("away");
        assertThat(page.locator("main")).not().containsText("tonight");
        assertThat(page.locator("main")).not().containsText("broken");
        page.context().close();
    }

    @Test
    void whoAskedIsNotToldThatHeMayDecide() {
        stage.served.target.execute(
                "update item set name = null", "update steadfill.meta set value = 'true' where name = 'production'");
        try {
            Page page = stage.chromium.as("pam");
            page.navigate("/");
            String run = new Visitor(stage.served.root(), "pam")
                    .post("/stops", "/jobs/names/launch", Map.of())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow()
                    .replaceFirst(".*/", "");
            assertThat(page.locator(".needs li:has-text('pam asks')"))
                    .containsText("a second person's word. Somebody else decides.", soon());
            stage.cancel(run);
            page.context().close();
        } finally {
            stage.served.target.execute("update steadfill.meta set value = 'false' where name = 'production'");
        }
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT_MILLIS);
    }

    @Test
    void whoFollowsTooMuchIsToldSoAndMayTryAgain() throws Exception {
        stage.served.person("sue", false, "viewer");
        String sue = "Basic "
                + Base64.getEncoder().encodeToString(("sue:" + Chromium.password()).getBytes(StandardCharsets.UTF_8));
        HttpRequest follow = HttpRequest.newBuilder(URI.create(stage.served.root() + "/api/v1/events"))
                .header("Authorization", sue)
                .build();
        HttpClient client = HttpClient.newHttpClient();
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < ConsoleStage.STREAMS_MAX; i++) {
            streams.add(client.send(follow, HttpResponse.BodyHandlers.ofInputStream())
                    .body());
        }

        HttpResponse<String> program = client.send(follow, HttpResponse.BodyHandlers.ofString());
        Page page = stage.chromium.as("sue");
        Response browser = page.waitForResponse("**/events/home", () -> page.navigate("/"));

        assertThat(program.statusCode()).isEqualTo(429);
        assertThat(program.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(program.body()).contains("too-many-streams");
        assertThat(browser.status()).isEqualTo(429);
        assertThat(browser.headerValue("retry-after")).isEqualTo("30");
        assertThat(page.locator("#live")).containsText("Updates are off");
        page.context().close();
        for (InputStream stream : streams) {
            stream.close();
        }
    }
}
