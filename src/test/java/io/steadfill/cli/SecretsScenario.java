package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.SteadfillApplication;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Secrets are planted wherever one belongs, and looked for wherever one does not. */
@OnServer(Lane.POSTGRESQL)
class SecretsScenario {

    private static final String CONTROL = "planted-of-control";
    private static final String SHOP = "planted-of-shop";
    private static final String GONE = "planted-of-gone";
    private static final String ROW = "planted-in-a-masked-row";
    private static final String PASSWORD = "planted-of-a-person";

    private static final Map<String, String> LEVELS =
            Map.of("steadfill.log.ours", "DEBUG", "steadfill.log.others", "INFO");

    private final Map<String, String> seen = new LinkedHashMap<>();

    @Test
    void noSecretIsShownAnywhere(@TempDir Path folder) throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        LEVELS.forEach(System::setProperty);
        try (Workbench bench = Workbench.bare(folder, Lane.POSTGRESQL)) {
            String token = live(bench);

            seen.put("log", logged.toString(StandardCharsets.UTF_8));
            assertThat(seen.get("log")).as("something was logged").contains("audit");
            assertThat(Files.readString(folder.resolve("audit.key")).strip()).hasSize(64);
            List<String> secrets = List.of(
                    CONTROL,
                    SHOP,
                    GONE,
                    PASSWORD,
                    ROW,
                    token,
                    Files.readString(folder.resolve("audit.key")).strip());
            assertThat(seen)
                    .allSatisfy((where, text) -> assertThat(text).as(where).doesNotContain(secrets));
        } finally {
            LEVELS.keySet().forEach(System::clearProperty);
            System.setErr(before);
        }
    }

    /** Does and asks everything that might say one; returns a token. */
    private String live(Workbench bench) throws Exception {
        Workbench.write(bench.folder.resolve("application.yaml"), """
                steadfill:
                  control: { url: "%s&password=%s" }
                  databases:
                    shop: { url: "%s", password: "%s" }
                    gone: { url: "jdbc:postgresql://127.0.0.1:1/gone?user=u&password=%s&connectTimeout=1" }
                """.formatted(
                        bench.control.url(), CONTROL, bench.target.url(), SHOP, GONE));
        Workbench.write(bench.folder.resolve("password"), PASSWORD + "\n");
        bench.target.execute("create table item (id bigint primary key, name varchar(40), tokens varchar(200))");
        bench.target.execute("insert into item values (1, null, '')");
        bench.target.execute("create table person (id bigint primary key, phone varchar(60), country varchar(2),"
                + " phone_e164 varchar(40) unique)");
        bench.target.execute(
                "insert into person values (1, '" + ROW + "', 'GB', null), (2, '020 7946 0018', 'GB', null)");
        bench.job("phones", """
                where: phone is not null and phone_e164 is null
                transform: { phone_e164: { e164: { number: phone, region: country } } }
                mask: [phone, phone_e164]
                """);
        Path phones = bench.folder.resolve("jobs/phones/job.yaml");
        Workbench.write(phones, Files.readString(phones).replace("table: item", "table: person"));
        bench.job("items", "where: name is null\nset: { name: \"'x'\" }\n");
        bench.job("gone", "where: name is null\nset: { name: \"'x'\" }\n");
        Path gone = bench.folder.resolve("jobs/gone/job.yaml");
        Workbench.write(gone, Files.readString(gone).replace("database: shop", "database: gone"));

        say(bench, "database", "init", "control");
        say(bench, "database", "init", "shop");
        say(bench, "database", "init", "gone");
        say(bench, "database", "init", "control", "--print");
        say(bench, "doctor", "shop");
        say(bench, "doctor", "gone");
        say(bench, "run", "items");
        say(bench, "run", "gone");
        say(bench, "plan", "items", "-o", "json");
        say(bench, "plan", "phones");
        say(bench, "run", "phones");
        String quarantined = bench.run();
        say(bench, "quarantine", "list", quarantined);
        assertThat(seen.get("quarantine list")).contains("phone_e164: ***");
        assertThat(seen.get("plan phones")).contains("***").doesNotContain("7946");
        say(bench, "quarantine", "retry", quarantined);
        say(bench, "quarantine", "waive", quarantined, "1", "--why", "no number");
        say(bench, "runs", "-o", "json");
        say(bench, "status", bench.run(), "-o", "json");
        say(
                bench,
                "access",
                "add",
                "ada",
                "--grant",
                "admin",
                "--password-file",
                bench.folder.resolve("password").toString());
        String token = bench.say("access", "token", "add", "ada", "x", "--grant", "admin")
                .out()
                .replaceAll("(?s).*secret: (\\S+) .*", "$1");
        assertThat(token).startsWith("sf_");
        serve(bench, token);
        say(bench, "access", "list", "-o", "json");
        say(bench, "access", "token", "list", "-o", "json");
        say(bench, "audit", "list", "-o", "json");
        say(bench, "audit", "check", "-v");
        for (String table : bench.control.column(
                String.class, "select table_name from information_schema.tables where table_schema = 'public'")) {
            seen.put(
                    "table " + table,
                    bench.control.rows("select * from " + table).toString());
        }
        return token;
    }

    private void serve(Workbench bench, String token) throws Exception {
        Options options = CommandLine.populateCommand(
                new Options(),
                "--jobs=" + bench.folder.resolve("jobs"),
                "--config=" + bench.folder.resolve("application.yaml"));
        StringWriter said = new StringWriter();
        Shell shell = new Shell(
                SteadfillApplication.class, new PrintWriter(said), new PrintWriter(said), false, false, "ada");
        try (Application application = Application.serve(shell, options, 0)) {
            HttpClient client = HttpClient.newHttpClient();
            for (String path : List.of(
                    "/api/v1",
                    "/api/v1/jobs",
                    "/api/v1/jobs/items",
                    "/api/v1/jobs/gone",
                    "/api/v1/jobs/gone/plan",
                    "/api/v1/runs",
                    "/api/v1/runs/" + bench.run(),
                    "/api/v1/databases",
                    "/api/v1/audit",
                    "/actuator",
                    "/actuator/env",
                    "/actuator/configprops",
                    "/actuator/health",
                    "/actuator/prometheus")) {
                get(client, application.address() + path, "Bearer " + token);
                get(client, application.address() + path, "Bearer " + token + "x");
            }
            assertThat(seen.get("GET /api/v1/jobs")).contains("items");
            assertThat(seen).doesNotContainKeys("200 /actuator/env", "200 /actuator/configprops");
        }
        seen.put("serve", said.toString());
    }

    private void get(HttpClient client, String address, String authorization) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", authorization)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String path = URI.create(address).getPath();
        seen.merge("GET " + path, answer.headers().map() + answer.body(), String::concat);
        seen.merge(answer.statusCode() + " " + path, answer.body(), String::concat);
    }

    private void say(Workbench bench, String... words) {
        seen.merge(
                String.join(" ", List.of(words).subList(0, 2)), bench.say(words).text(), String::concat);
    }
}
