package io.steadfill.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.api.ServedApi;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Characters that no field holds and no database keeps, sent to the console's pages. */
class ControlCharactersIT {

    @TempDir
    private static Path folder;

    private static ServedApi served;

    @BeforeAll
    static void serve() {
        served = new ServedApi(folder);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void aPageThatIsAskedForWithOneIsRefusedByAPage() {
        Visitor ada = new Visitor(served.root(), "ada");
        for (String path : List.of(
                "/audit?by=a%00b",
                "/audit?job=a%00b&verb=launch",
                "/audit/entries.ndjson?by=%00",
                "/jobs?q=%00",
                "/jobs?database=%07",
                "/stops?job=a%1Bb",
                "/audit?by=a&by=%00",
                "/audit?by=a%1Cb")) {
            assertRefused(path, ada.get(path));
        }
        assertThat(ada.get("/audit?by=a%09b%0D%0Ac").statusCode()).isEqualTo(200);
    }

    @Test
    void aFormThatHoldsOneIsRefusedAndNothingIsDone() {
        Visitor ada = new Visitor(served.root(), "ada");
        String run = served.awaitState(served.launch("names"), "COMPLETED");
        long words = words();
        assertRefused("stop", ada.post("/stops", "/stops", stop("a\u0000b")));
        assertRefused("another field", ada.post("/stops", "/stops", with(stop("incident 7"), "job", "names\u0000")));
        assertRefused("a verb of a run", ada.post("/stops", "/runs/" + run + "/pause", Map.of("why", "a\u0000b")));

        assertThat(served.get("/api/v1/stops").json().path("stops").size()).isZero();
        assertThat(words()).isEqualTo(words);

        String why = "incident 7:\r\n\tthe shop is down";
        assertThat(ada.post("/stops", "/stops", stop(why)).statusCode()).isEqualTo(302);
        assertThat(served.get("/api/v1/stops")
                        .json()
                        .path("stops")
                        .get(0)
                        .path("why")
                        .asString())
                .isEqualTo(why);
    }

    @Test
    void aStrangerIsStillShownTheLogIn() {
        Visitor stranger = new Visitor(served.root(), "nobody");

        assertThat(stranger.get("/login?left=%00").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/audit?by=%00").headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
    }

    @Test
    void whatIsRefusedForAnotherReasonIsRefusedForThatOne() {
        Visitor ada = new Visitor(served.root(), "ada");

        assertThat(ada.get("/nothing?by=%00").statusCode()).isEqualTo(404);
        assertThat(ada.post("/stops", "/stops", with(stop("a\u0000b"), "_csrf", "another page's"))
                        .statusCode())
                .isEqualTo(403);
    }

    private static Map<String, String> stop(String why) {
        return Map.of("scope", "job", "job", "names", "why", why, "lasts", "1 hour");
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    private static long words() {
        return served.control.count("select count(*) from steadfill_control_audit");
    }

    private static void assertRefused(String what, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(what).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .as(what)
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.body()).as(what).contains("control characters");
    }
}
