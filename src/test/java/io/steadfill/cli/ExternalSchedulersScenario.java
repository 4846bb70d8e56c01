package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.account.TokenDesk;
import io.steadfill.api.ServedApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that the document gives to cron, Kubernetes and Airflow, run by a shell against a server. */
@Tag("slow")
class ExternalSchedulersScenario {

    private static final Path DOCUMENT = Path.of("src/docs/external-schedulers.md");

    @TempDir
    private static Path folder;

    private static ServedApi api;
    private static Path operator;
    private static Path viewer;

    @BeforeAll
    static void serve() throws Exception {
        api = new ServedApi(folder);
        api.target.execute(
                "create table tag (id bigint primary key, name varchar(10))",
                "insert into tag (id) select g from generate_series(1, 50) g");
        api.write("jobs/dirty/job.yaml", """
                job: dirty
                database: shop
                table: tag
                where: name is null
                set: { name: "case when id = 7 then repeat('x', 11) else 'fine' end" }
                """);
        api.write("jobs/wrong/job.yaml", """
                job: wrong
                database: shop
                table: tag
                where: name is null
                set: { nickname: "'x'" }
                """);
        operator = token("operator");
        viewer = token("viewer");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void cronHearsHowTheRunEnded() throws Exception {
        assertThat(shell(cron(), "names", api.root(), operator)).isZero();
        assertThat(shell(cron(), "names", api.root(), operator))
                .as("the date is done")
                .isIn(0, 5);
        assertThat(api.control.count("select count(*) from steadfill_control_run where job = 'names'"))
                .isOne();
        assertThat(shell(cron(), "dirty", api.root(), operator))
                .as("a row in quarantine")
                .isEqualTo(4);
        assertThat(shell(cron(), "wrong", api.root(), operator)).as("failed").isIn(2, 3);
        assertThat(shell(cron(), "there-is-none", api.root(), operator))
                .as("no such job")
                .isEqualTo(2);
    }

    @Test
    void kubernetesTakesADateThatIsDoneForSuccess() throws Exception {
        assertThat(shell(kubernetes(), "names", api.root(), operator)).isZero();
        assertThat(shell(kubernetes(), "names", api.root(), operator)).isZero();
        assertThat(shell(kubernetes(), "names", api.root(), viewer))
                .as("refused")
                .isEqualTo(77);
    }

    @Test
    void airflowIsToldToTryAgainWhereNobodyAnswers() throws Exception {
        assertThat(shell(airflow(), "names", "http://127.0.0.1:1", operator)).isEqualTo(69);
        assertThat(shell(airflow(), "names", api.root(), operator)).isIn(0, 5);
    }

    /** Without the times, the user, and cron's own escapes. */
    private static String cron() throws IOException {
        String line = block("cron")
                .lines()
                .filter(one -> one.contains("java -jar"))
                .findFirst()
                .orElseThrow();
        return line.replaceFirst("^(\\S+ ){6}", "").replace("\\%", "%");
    }

    private static String kubernetes() throws IOException {
        String block = block("yaml");
        return block.substring(block.indexOf("- |") + 4).stripIndent();
    }

    private static String airflow() throws IOException {
        StringBuilder line = new StringBuilder();
        String block = block("python");
        Matcher texts = Pattern.compile("^ +\"(.*)\"$", Pattern.MULTILINE)
                .matcher(block.substring(block.indexOf("bash_command")));
        while (texts.find()) {
            line.append(texts.group(1));
        }
        return line.toString().replaceAll("\\{\\{[^}]*}}", "2026-01-31");
    }

    /** The line as it is shown, but for the places: the jar, the job, the server and the token. */
    private static int shell(String line, String job, String url, Path token) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                + "' io.steadfill.SteadfillApplication ";
        assertThat(line).contains("--url", "--wait=8h", "--business-date");
        String here = line.replace("java -jar /opt/steadfill/steadfill.jar ", java)
                .replace("normalise-phones", job)
                .replace("http://steadfill.example:8080", url)
                .replace("/etc/steadfill/token", token.toString());
        Path said = Files.createTempFile(folder, "said", ".log");
        Process process = new ProcessBuilder("sh", "-c", here)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS))
                .as(Files.readString(said))
                .isTrue();
        return process.exitValue();
    }

    private static String block(String language) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(DOCUMENT));
        assertThat(matcher.find()).as(language).isTrue();
        return matcher.group(1);
    }

    private static Path token(String role) throws IOException {
        return Files.writeString(
                folder.resolve("token-" + role),
                api.context
                        .getBean(TokenDesk.class)
                        .make(
                                Operator.ofThisMachine("test"),
                                "ada",
                                role,
                                List.of(Grant.parse(role)),
                                false,
                                Duration.ofDays(1))
                        .secret());
    }
}
