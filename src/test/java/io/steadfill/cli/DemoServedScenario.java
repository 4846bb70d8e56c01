package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo} as somebody tries it: a process of its own, which ends in the console. */
@Tag("slow")
class DemoServedScenario {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern SERVING = Pattern.compile("serving on (http://\\S+) until");
    private static final Pattern PASSWORD = Pattern.compile("password '([^']+)'");

    @TempDir
    private Path folder;

    @Test
    void theDemoEndsInAConsoleThatAnswersOnTheSameData() throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        absolute(System.getProperty("java.class.path")),
                        "io.steadfill.SteadfillApplication",
                        "demo",
                        "--rows",
                        "2000",
                        "--port",
                        "0",
                        "--jobs",
                        Path.of("jobs").toAbsolutePath().toString())
                .directory(folder.toFile())
                .redirectError(err.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            String said = awaitServing(demo, err);
            String root = first(SERVING, said);
            assertThat(get(root + "/login", "").statusCode()).isEqualTo(200);

            HttpResponse<String> runs = get(root + "/api/v1/runs", "admin:" + first(PASSWORD, said));
            assertThat(runs.statusCode()).isEqualTo(200);
            assertThat(runs.body()).contains("normalise-phones").contains("COMPLETED");
        } finally {
            demo.destroy();
            assertThat(demo.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String awaitServing(Process demo, Path err) throws IOException {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < until) {
            String said = Files.readString(err);
            if (SERVING.matcher(said).find()) {
                return said;
            }
            assertThat(demo.isAlive()).as(said).isTrue();
            LockSupport.parkNanos(200_000_000);
        }
        throw new AssertionError("nothing was served: " + Files.readString(err));
    }

    private static String absolute(String path) {
        StringBuilder all = new StringBuilder();
        for (String part : path.split(Pattern.quote(File.pathSeparator), -1)) {
            all.append(Path.of(part).toAbsolutePath()).append(File.pathSeparator);
        }
        return all.toString();
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    private static HttpResponse<String> get(String url, String login) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!login.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
