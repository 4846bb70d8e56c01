package io.steadfill.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import io.steadfill.testing.OnServer;
import io.steadfill.testing.TestDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every mapping of the running application has a rule; nothing is open that is not named here. */
@OnServer(Lane.POSTGRESQL)
class MappingsIT {

    /** The log-in page, what probes ask, and what refusals mean. Files under /assets are no mappings of a handler. */
    private static final Set<String> OPEN = Set.of(
            "GET /login",
            "GET /actuator/health/liveness",
            "GET /actuator/health/readiness",
            "GET /problems",
            "GET /problems/x");

    private record Mapping(String method, String path) {

        boolean isConsole() {
            return !path.startsWith("/api/") && !path.startsWith("/actuator");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private static Served served;

    @BeforeAll
    static void serve(TestDatabase control) {
        served = new Served(control, Map.of());
        served.person("ada", "admin");
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void everyMappingAsksWhoItIs() {
        List<Mapping> mappings = mappings();

        assertThat(mappings).as("mappings").hasSizeGreaterThan(3);
        assertThat(mappings)
                .filteredOn(mapping -> !OPEN.contains(mapping.toString()))
                .allSatisfy(mapping -> {
                    HttpResponse<String> answer = send(HttpClient.newHttpClient(), mapping);
                    boolean sentAway = answer.statusCode() == 302
                            && answer.headers()
                                    .firstValue("Location")
                                    .orElse("")
                                    .endsWith("/login");
                    // A console's change without the form's token is refused before anybody asks who it is.
                    boolean refused = answer.statusCode() == 401
                            || mapping.isConsole() && !mapping.method().equals("GET") && answer.statusCode() == 403;
                    assertThat(sentAway || refused)
                            .as("%s answered %d", mapping, answer.statusCode())
                            .isTrue();
                });
    }

    @Test
    void everyChangeInTheConsoleDemandsTheFormsToken() {
        HttpClient browser = Served.browser();
        SignInIT.signIn(served, browser, "ada", Served.PASSWORD);
        assertThat(Served.send(browser, served.request("/no-such-page")).statusCode())
                .isEqualTo(404);

        List<Mapping> changes = new ArrayList<>(List.of(new Mapping("POST", "/logout"), new Mapping("POST", "/login")));
        mappings().stream()
                .filter(Mapping::isConsole)
                .filter(mapping -> !mapping.method().equals("GET"))
                .forEach(changes::add);

        assertThat(changes)
                .allSatisfy(mapping -> assertThat(send(browser, mapping).statusCode())
                        .as(mapping.toString())
                        .isEqualTo(403));
    }

    private static List<Mapping> mappings() {
        List<Mapping> all = new ArrayList<>();
        served.context
                .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(handlers -> handlers.getHandlerMethods().forEach((info, handler) -> {
                    if (!(handler.getBean() instanceof Served.Mirror)) {
                        all.addAll(of(info));
                    }
                }));
        return all;
    }

    private static List<Mapping> of(RequestMappingInfo info) {
        Set<String> methods = new TreeSet<>();
        info.getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .forEach(methods::add);
        if (methods.isEmpty()) {
            methods.addAll(List.of("GET", "POST"));
        }
        return info.getPatternValues().stream()
                .map(pattern ->
                        pattern.replaceAll("\\{[^}]*}", "x").replace("**", "x").replace("*", "x"))
                .flatMap(path -> methods.stream().map(method -> new Mapping(method, path)))
                .toList();
    }

    private static HttpResponse<String> send(HttpClient client, Mapping mapping) {
        return Served.send(
                client, served.request(mapping.path()).method(mapping.method(), HttpRequest.BodyPublishers.noBody()));
    }
}
