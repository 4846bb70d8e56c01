package io.steadfill.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.account.AccountDesk;
import io.steadfill.api.ServedApi;
import io.steadfill.testing.Lane;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** A person in a browser before two nodes, as a load balancer would have it that sends each request anywhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NodesContract {

    private static final String PASSWORD = "a password of length";
    private static final String TABLE = "steadfill_control_session";

    private final Lane lane;
    private ServedApi one;
    private ConfigurableApplicationContext other;
    private String here;
    private String there;

    NodesContract(Lane lane) {
        this.lane = lane;
    }

    @BeforeAll
    void serve(@TempDir Path folder) {
        one = new ServedApi(lane, folder, Map.of());
        other = one.node();
        here = one.root();
        there = ServedApi.root(other);
        one.person("pam", false, "approver", "operator");
    }

    @AfterAll
    void stop() {
        other.close();
        one.close();
    }

    @Test
    void whoSignedInOnANodeApprovesOnAnotherAndGoesOnWhenTheFirstIsStopped() {
        one.target.execute("update steadfill.meta set value = 'true' where name = 'production'");
        try {
            String run = one.awaitState(one.launch("names"), "WAITING");
            Person pam;
            try (ConfigurableApplicationContext first = one.node()) {
                pam = new Person();
                pam.signIn(ServedApi.root(first), "pam");
                String page = pam.get(there + "/approvals").body();
                assertThat(page).contains(run, "Approve");

                HttpResponse<String> said = pam.post(
                        there + first(page, "formaction=\"(/approvals/[^\"]+/approve)\""),
                        Map.of("_csrf", formToken(page), "hash", first(page, "name=\"hash\" value=\"([^\"]+)\"")));

                assertThat(said.statusCode()).as(said.body()).isEqualTo(302);
                assertThat(pam.get(ServedApi.root(first) + "/approvals").body())
                        .as("what one node has to say, another says")
                        .contains("Approved: run of names, " + run);
            }
            assertThat(pam.get(there + "/approvals").body())
                    .contains("Signed in as")
                    .doesNotContain("Approved: run of names, " + run + ".");
            assertThat(pam.get(here + "/runs/" + run).statusCode()).isEqualTo(200);
            one.awaitState(run, "COMPLETED");
        } finally {
            one.target.execute("update steadfill.meta set value = 'false' where name = 'production'");
        }
    }

    @Test
    void whoSignsOutOnANodeIsOutEverywhere() {
        Person vic = new Person();
        vic.signIn(here, "vic");
        String cookie = vic.cookie();
        String page = vic.get(there + "/tokens").body();

        assertThat(vic.post(there + "/logout", Map.of("_csrf", formToken(page))).statusCode())
                .isEqualTo(302);

        Person thief = new Person();
        thief.has(cookie);
        for (String node : new String[] {here, there}) {
            assertThat(vic.get(node + "/tokens").statusCode()).isEqualTo(302);
            assertThat(thief.get(node + "/tokens").statusCode()).isEqualTo(302);
        }
    }

    @Test
    void whatBecomesOfAnAccountOnANodeHoldsOnAnother() {
        one.person("eve", false, "viewer");
        AccountDesk accounts = one.context.getBean(AccountDesk.class);
        Operator admin = Operator.ofThisMachine("test");
        Person eve = new Person();
        eve.signIn(there, "eve");
        assertThat(eve.get(there + "/accounts").statusCode()).isEqualTo(403);

        accounts.grant(admin, "eve", Grant.parse("admin"));
        assertThat(eve.get(there + "/accounts").statusCode()).isEqualTo(200);
        long kept = one.control.count("select count(*) from " + TABLE);
        accounts.disable(admin, "eve", true);

        assertThat(eve.get(there + "/accounts").statusCode()).isEqualTo(302);
        assertThat(one.control.count("select count(*) from " + TABLE)).isEqualTo(kept - 1);
    }

    @Test
    void aSessionThatNobodyCanReadIsALogInAndNoError() {
        Person vic = new Person();
        vic.signIn(here, "vic");
        one.control.update("update " + TABLE + " set content = ?", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5});

        HttpResponse<String> answer = vic.get(there + "/tokens");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue(there + "/login");
        vic.signIn(there, "vic");
        assertThat(vic.get(here + "/tokens").statusCode()).isEqualTo(200);
    }

    @Test
    void theDatabaseHasNothingThatLetsSomebodyIn() {
        Person vic = new Person();
        vic.signIn(here, "vic");
        String id = new String(Base64.getDecoder().decode(vic.cookie()), StandardCharsets.UTF_8);
        String page = vic.get(here + "/tokens").body();

        String all = one.control.rows("select * from " + TABLE).stream()
                .map(row -> row + new String((byte[]) row.get("content"), StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());

        assertThat(id).hasSizeGreaterThan(40);
        assertThat(all).doesNotContain(id, vic.cookie(), PASSWORD, "vic", formToken(page));
        for (String key : one.control.column(String.class, "select session_key from " + TABLE)) {
            Person thief = new Person();
            thief.has(Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
            assertThat(thief.get(here + "/tokens").statusCode()).isEqualTo(302);
        }
    }

    @Test
    void aPageCostsOneStatementAndFilesProbesAndMachinesCostNone() {
        Person vic = new Person();
        vic.signIn(here, "vic");
        vic.get(here + "/tokens");

        for (String path : new String[] {"/", "/jobs", "/jobs/names", "/approvals", "/audit", "/nothing-like-it"}) {
            assertThat(statements(() -> vic.get(there + path)))
                    .as(path)
                    .singleElement(STRING)
                    .startsWith("select");
        }
        for (String path : new String[] {
            "/assets/steadfill.css",
            "/assets/nothing-like-it",
            "/api/v1/jobs",
            "/api/v1/nothing-like-it",
            "/actuator/health/readiness",
            "/actuator/prometheus"
        }) {
            assertThat(statements(() -> vic.get(there + path))).as(path).isEmpty();
        }
        assertThat(statements(() -> one.get("/api/v1/jobs", "Cookie", "STEADFILL=" + vic.cookie())))
                .isEmpty();
        Person stranger = new Person();
        assertThat(statements(() -> stranger.get(there + "/login"))).isEmpty();
        assertThat(statements(() -> stranger.get(there + "/approvals"))).isEmpty();
    }

    @Test
    void aStreamAsksOnceHoweverLongItLasts() {
        Person vic = new Person();
        vic.signIn(here, "vic");

        assertThat(statements(() -> vic.hear(there + "/events/home", 8)))
                .singleElement(STRING)
                .startsWith("select");
    }

    @Test
    void whoeverAskedForAPageGetsItAfterTheLogIn() {
        Person vic = new Person();
        vic.get(here + "/approvals?q=names");

        HttpResponse<String> signedIn = vic.signIn(there, "vic");

        assertThat(signedIn.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).startsWith(there + "/approvals?q=names"));
    }

    /** What was asked of the table of sessions meanwhile, by all nodes. */
    private static List<String> statements(Runnable work) {
        Logger jdbc = (Logger) LoggerFactory.getLogger("org.springframework.jdbc.core.JdbcTemplate");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Level before = jdbc.getLevel();
        jdbc.setAdditive(false);
        jdbc.setLevel(Level.DEBUG);
        jdbc.addAppender(said);
        try {
            work.run();
        } finally {
            jdbc.detachAppender(said);
            jdbc.setLevel(before);
            jdbc.setAdditive(true);
        }
        return new ArrayList<>(said.list)
                .stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .filter(message ->
                                message.startsWith("Executing prepared SQL statement") && message.contains(TABLE))
                        .map(message -> message.replaceFirst(".*?\\[", ""))
                        .toList();
    }

    private static String formToken(String page) {
        return first(page, "name=\"_csrf\" value=\"([^\"]+)\"");
    }

    private static String first(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(pattern + " in " + page).isTrue();
        return found.group(1);
    }

    /** Somebody with a browser that follows nothing. */
    private static final class Person {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> signIn(String node, String name) {
            String form = get(node + "/login").body();
            HttpResponse<String> answer =
                    post(node + "/login", Map.of("username", name, "password", PASSWORD, "_csrf", formToken(form)));
            assertThat(answer.headers().firstValue("Location").orElse("none")).doesNotContain("/login");
            return answer;
        }

        HttpResponse<String> get(String address) {
            return send(HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html,*/*"));
        }

        HttpResponse<String> post(String address, Map<String, String> form) {
            String body = form.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return send(HttpRequest.newBuilder(URI.create(address))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        /** Listens to a stream until so many lines of it came. */
        void hear(String address, int lines) {
            try (BufferedReader stream = new BufferedReader(new InputStreamReader(
                    client.send(
                                    HttpRequest.newBuilder(URI.create(address))
                                            .header("Accept", "text/event-stream")
                                            .build(),
                                    HttpResponse.BodyHandlers.ofInputStream())
                            .body(),
                    StandardCharsets.UTF_8))) {
                for (int i = 0; i < lines; i++) {
                    assertThat(stream.readLine()).isNotNull();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        String cookie() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("STEADFILL"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElseThrow();
        }

        void has(String value) {
            HttpCookie cookie = new HttpCookie("STEADFILL", value);
            cookie.setPath("/");
            cookie.setVersion(0);
            cookies.getCookieStore().add(URI.create("http://127.0.0.1/"), cookie);
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
