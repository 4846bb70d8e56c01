package io.steadfill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.steadfill.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stranger with curl: every command of the page on REST, as it stands there, gets a run done from the first look to the report. */
@Tag("slow")
class RestDocumentScenario {

    private static final Path PAGE = Path.of("src/docs/rest.md");
    private static final Path CURL = Path.of("/usr/bin/curl");

    /** What the page calls things, and what they are called here. */
    private final Map<String, String> here = new LinkedHashMap<>();

    private record Said(String command, String status, String body) {}

    @TempDir
    private Path folder;

    @Test
    void everyCommandOfThePageWorksInItsOrder() throws Exception {
        assumeTrue(Files.isExecutable(CURL), "curl is not installed");
        try (ServedApi api = new ServedApi(folder)) {
            api.write("jobs/normalise-phones/job.yaml", """
                    job: normalise-phones
                    database: shop
                    table: item
                    where: name is null
                    set: { name: "concat('n', id)" }
                    limits: { chunk-rows: 5, duty: 1% }
                    """);
            here.put("http://localhost:8080", api.root());
            here.put("-u ada", "-u 'ada:" + ServedApi.PASSWORD + "'");
            List<Said> said = new ArrayList<>();
            for (String command : commands()) {
                Said answer = say(command);
                assertThat(answer.status()).as("%s: %s", command, answer.body()).startsWith("2");
                said.add(answer);
                learn(answer);
            }

            String run = here.get("r-4kq2");
            assertThat(answer(said, "/runs/r-4kq2/events")).contains("\"to\":\"COMPLETED\"", "event:progress");
            assertThat(answer(said, "normalise-phones/runs")).contains("\"state\":\"PENDING\"");
            assertThat(answer(said, "actions/pause")).contains("\"why\":\"lunch\"");
            assertThat(answer(said, "/report")).contains("# Run " + run, "COMPLETED", "| walked | " + ServedApi.ROWS);
            assertThat(answer(said, "audit?run")).contains("\"verb\":\"pause\"", "\"verb\":\"verify\"");
            assertThat(api.target.count("select count(*) from item where name is null"))
                    .isZero();
            String verification = "/api/v1/runs/" + run + "/verifications/"
                    + api.control.value(String.class, "select verification_id from steadfill_control_verification");
            Await.until(
                    "the verification",
                    () -> api.get(verification).text("state").equals("DONE"));
            assertThat(api.get(verification).json().path("found").path("clean").asBoolean())
                    .isTrue();
        }
    }

    private static List<String> commands() throws IOException {
        List<String> commands = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("curl "))
                .toList();
        assertThat(commands).hasSizeGreaterThan(20);
        return commands;
    }

    private static String answer(List<Said> said, String part) {
        return said.stream()
                .filter(one -> one.command().contains(part))
                .findFirst()
                .orElseThrow()
                .body();
    }

    private Said say(String command) throws IOException, InterruptedException {
        String line = command.replaceFirst("^curl ", "curl -sS --max-time 240 -w '\\\\n%{http_code}' ");
        for (Map.Entry<String, String> name : here.entrySet()) {
            line = line.replace(name.getKey(), name.getValue());
        }
        Process curl =
                new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(10, TimeUnit.SECONDS)).as(command).isTrue();
        int end = output.lastIndexOf('\n');
        return new Said(command, output.substring(end + 1), output.substring(0, Math.max(0, end)));
    }

    /** As a person does: what a launch and a stop are called stands in their answers. */
    private void learn(Said answer) {
        Matcher run = Pattern.compile("\"runId\":\"([^\"]+)\"").matcher(answer.body());
        if (answer.command().contains("normalise-phones/runs") && run.find()) {
            here.put("r-4kq2", run.group(1));
        }
        Matcher stop = Pattern.compile("\"id\":\"(s-[^\"]+)\"").matcher(answer.body());
        if (answer.command().contains("-X POST") && answer.command().endsWith("/stops") && stop.find()) {
            here.put("s-1a2b3c4d", stop.group(1));
        }
    }
}
