package io.steadfill.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/** What pages show for curl is what the API takes. */
@ExtendWith(OnConsole.class)
class CurlSamplesIT {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private final ConsoleStage stage;

    CurlSamplesIT(ConsoleStage stage) {
        this.stage = stage;
    }

    @Test
    void everySampleIsTakenAsItStands() throws IOException, InterruptedException {
        Page page = stage.chromium.as("ada");
        page.navigate("/tokens");
        page.fill("#t-label", "samples");
        page.fill("#t-grants", "operator:*");
        page.click("button:has-text('Make it')");
        String token = page.locator("#secret").textContent();
        assertThat(send(sample(page, "#use-curl"), token).statusCode()).isEqualTo(200);

        page.navigate("/jobs/names/launch");
        HttpResponse<String> launched = send(sample(page, "#launch-curl"), token);
        assertThat(launched.statusCode() / 100).isEqualTo(2);
        // Another run on the same table would be refused while this one works.
        stage.served.awaitState(
                JsonMapper.shared().readTree(launched.body()).path("runId").asString(""), "COMPLETED");

        String run = stage.slow();
        for (String verb : List.of("status", "tune", "pause")) {
            page.navigate("/runs/" + run);
            assertThat(send(sample(page, "#" + verb + "-curl"), token).statusCode() / 100)
                    .as(verb)
                    .isEqualTo(2);
        }
        stage.served.awaitState(run, "PAUSED");
        for (String verb : List.of("resume", "cancel")) {
            page.navigate("/runs/" + run);
            assertThat(send(sample(page, "#" + verb + "-curl"), token).statusCode() / 100)
                    .as(verb)
                    .isEqualTo(2);
            stage.served.awaitState(run, "resume".equals(verb) ? "RUNNING" : "CANCELLED");
        }
        page.context().close();
    }

    private static String sample(Page page, String selector) {
        return page.locator(selector).first().textContent();
    }

    /** As curl would, of the options that samples use. */
    private static HttpResponse<String> send(String sample, String token) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(sample.replace("$STEADFILL_TOKEN", token)
                .replace("$(uuidgen)", UUID.randomUUID().toString()));
        while (matcher.find()) {
            words.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        assertThat(words.get(0)).isEqualTo("curl");
        String method = "GET";
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.noBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(words.get(words.size() - 1)));
        for (int i = 1; i < words.size() - 1; i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "-X" -> method = value;
                case "-H" -> request.header(value.split(": ", 2)[0], value.split(": ", 2)[1]);
                case "--json" -> {
                    request.header("Content-Type", "application/json");
                    body = HttpRequest.BodyPublishers.ofString(value);
                }
                default -> throw new AssertionError("no option of curl that is known here: " + words.get(i));
            }
        }
        return HttpClient.newHttpClient()
                .send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofString());
    }
}
