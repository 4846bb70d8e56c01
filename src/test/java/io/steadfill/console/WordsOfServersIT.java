package io.steadfill.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.api.ServedApi;
import io.steadfill.problem.Problem;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says of a failure may quote a row: the console shows it to those who see rows, and keeps it nowhere where the job hides them. */
class WordsOfServersIT {

    private static final String SECRET = "anna@example.org";

    private static final String UNIQUE = "alter table %s add constraint %s_once unique (email);\n";

    @TempDir
    private static Path folder;

    private static ServedApi served;

    @BeforeAll
    static void serve() {
        served = new ServedApi(folder);
        served.person("otto", false, "operator");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void aReportTellsAFailureInTheServersWordsOnlyToThoseWhoSeeRows() {
        String run = served.awaitState(served.launch("names"), "COMPLETED");
        served.control.execute("update steadfill_control_run set end_says = 'the row of " + SECRET
                + " is wrong', stage = 'FAILED', end_problem = 'run-failed' where run_id = '" + run + "'");
        Visitor ada = new Visitor(served.root(), "ada");
        Visitor vic = new Visitor(served.root(), "vic");

        for (String ending : List.of("md", "html", "json")) {
            String path = "/runs/" + run + "/report." + ending;
            assertThat(seen(ada, path)).as(path).contains(run, SECRET);
            assertThat(seen(vic, path)).as(path).contains(run).doesNotContain(SECRET, "anna");
        }
        assertThat(seen(vic, "/runs/" + run + "/report.md")).contains("| says | *** |");
    }

    @Test
    void whatStoppedAScriptIsTheServersWordsAndOnlyForThoseWhoSeeRows() {
        job("doubled", "");
        Visitor ada = new Visitor(served.root(), "ada");
        assertThat(expanded(ada, "doubled")).contains(SECRET);

        assertThat(kept("doubled")).contains(SECRET);
        for (String who : List.of("vic", "otto")) {
            Visitor blind = new Visitor(served.root(), who);
            for (String path : List.of("/jobs/doubled", "/jobs", "/")) {
                assertThat(seen(blind, path))
                        .as(who + " at " + path)
                        .contains("doubled")
                        .doesNotContain(SECRET);
            }
            assertThat(seen(blind, "/jobs/doubled")).contains("Failed", "***");
        }
        assertThat(seen(ada, "/jobs/doubled")).contains(SECRET);

        Visitor otto = new Visitor(served.root(), "otto");
        String refused = expanded(otto, "doubled");
        assertThat(refused).contains("23505").doesNotContain(SECRET);
        assertThat(seen(otto, "/jobs/doubled"))
                .contains("The last step, by otto")
                .doesNotContain(SECRET);
    }

    @Test
    void whereTheJobHidesAColumnTheWordsOfAServerAreKeptNowhere() {
        job("hidden", "mask: [email]\n");
        Visitor ada = new Visitor(served.root(), "ada");

        String refused = expanded(ada, "hidden");

        assertThat(refused).contains("23505", "V1__once.sql").doesNotContain(SECRET);
        assertThat(kept("hidden")).contains("23505").doesNotContain("anna");
        assertThat(seen(ada, "/jobs/hidden")).contains("23505").doesNotContain(SECRET);
    }

    @Test
    void keysOfRowsThatAProofFindsAreShownAsRowsAre() {
        for (String name : List.of("letters", "sealed")) {
            served.target.execute(
                    "create table " + name + " (email varchar(40) primary key, name varchar(40))",
                    "insert into " + name + " values ('" + SECRET + "', null)");
            served.write(
                    "jobs/" + name + "/job.yaml",
                    """
                    job: %s
                    database: shop
                    table: %s
                    where: name is null
                    set: { name: "'x'" }
                    """.formatted(name, name) + (name.equals("sealed") ? "mask: [email]\n" : ""));
            served.write(
                    "jobs/" + name + "/contract/V1__named.sql",
                    "alter table " + name + " alter column name set not null;\n");
            served.write(
                    "jobs/" + name + "/contract/U1__named.sql",
                    "alter table " + name + " alter column name drop not null;\n");
        }
        Visitor ada = new Visitor(served.root(), "ada");
        Visitor otto = new Visitor(served.root(), "otto");

        assertThat(said(ada, "letters", "contract", Problem.NOT_VERIFIED)).contains(SECRET);
        assertThat(said(otto, "letters", "contract", Problem.NOT_VERIFIED)).doesNotContain(SECRET);
        assertThat(said(ada, "sealed", "contract", Problem.NOT_VERIFIED))
                .contains("***")
                .doesNotContain(SECRET);
    }

    /** A job whose expand script meets two rows of one address. */
    private static void job(String name, String mask) {
        served.target.execute(
                "create table " + name + " (id bigint primary key, email varchar(40), name varchar(40))",
                "insert into " + name + " values (1, '" + SECRET + "', null), (2, '" + SECRET + "', null)");
        served.write("jobs/" + name + "/job.yaml", """
                job: %s
                database: shop
                table: %s
                where: name is null
                set: { name: "'x'" }
                """.formatted(name, name) + mask);
        served.write("jobs/" + name + "/expand/V1__once.sql", UNIQUE.formatted(name, name));
        served.write(
                "jobs/" + name + "/expand/U1__once.sql",
                "alter table " + name + " drop constraint if exists " + name + "_once;\n");
    }

    private static String expanded(Visitor who, String job) {
        return said(who, job, "expand", Problem.SCRIPT_FAILED);
    }

    private static String said(Visitor who, String job, String word, Problem refusal) {
        String page = "/jobs/" + job + "/scripts/" + word;
        Matcher seen = Pattern.compile("name=\"seen\" value=\"([^\"]+)\"")
                .matcher(who.get(page).body());
        assertThat(seen.find()).isTrue();
        HttpResponse<String> refused = who.post(page, page, Map.of("confirm", job, "seen", seen.group(1)));
        assertThat(refused.statusCode()).isEqualTo(refusal.status());
        return refused.body();
    }

    private static String kept(String job) {
        return served.target.value(
                String.class, "select string_agg(error, ' ') from steadfill.script where job = ?", job);
    }

    private static String seen(Visitor who, String path) {
        HttpResponse<String> answer = who.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }
}
