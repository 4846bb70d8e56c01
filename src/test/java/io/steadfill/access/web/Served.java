package io.steadfill.access.web;

import io.steadfill.SteadfillApplication;
import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.account.Account;
import io.steadfill.access.account.AccountDesk;
import io.steadfill.access.account.TokenDesk;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.Database;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The whole application as a server on a free port, over an initialised control database. */
final class Served implements AutoCloseable {

    /** Answers who is asking; not a bean, so that no other test's application has it. */
    static final class Mirror {

        private final CurrentOperator who;

        Mirror(CurrentOperator who) {
            this.who = who;
        }

        public ResponseEntity<String> name() {
            return ResponseEntity.ok(who.get().name());
        }

        public ResponseEntity<String> csrf(CsrfToken token) {
            return ResponseEntity.ok(token.getToken());
        }
    }

    static final String PASSWORD = "a password of length";

    final ConfigurableApplicationContext context;
    final AccountDesk accounts;
    final TokenDesk tokens;
    private final URI root;

    Served(TestDatabase control, Map<String, Object> further) {
        Database database = control.database();
        new ControlTables(new Control(() -> database)).init();
        Map<String, Object> properties = new LinkedHashMap<>(
                Map.of("server.port", 0, "steadfill.control.url", control.url(), "steadfill.jobs", "jobs"));
        properties.putAll(further);
        context = new SpringApplicationBuilder(SteadfillApplication.class)
                .web(WebApplicationType.SERVLET)
                .initializers(starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", properties)))
                .run();
        accounts = context.getBean(AccountDesk.class);
        tokens = context.getBean(TokenDesk.class);
        mirror();
        root = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    void person(String name, String... grants) {
        accounts.add(
                Operator.ofThisMachine("test"),
                name,
                PASSWORD,
                Arrays.stream(grants).map(Grant::parse).toList(),
                false,
                ZoneOffset.UTC);
    }

    Account account(String name) {
        return accounts.list(Operator.ofThisMachine("test")).stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Operator operator(String name) {
        return account(name).operator();
    }

    private void mirror() {
        try {
            RequestMappingHandlerMapping mappings =
                    context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
            Mirror mirror = new Mirror(context.getBean(CurrentOperator.class));
            RequestMappingInfo.BuilderConfiguration options = mappings.getBuilderConfiguration();
            mappings.registerMapping(
                    RequestMappingInfo.paths("/api/mirror", "/mirror")
                            .options(options)
                            .build(),
                    mirror,
                    Mirror.class.getMethod("name"));
            mappings.registerMapping(
                    RequestMappingInfo.paths("/problems/csrf").options(options).build(),
                    mirror,
                    Mirror.class.getMethod("csrf", CsrfToken.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    URI at(String path) {
        return root.resolve(path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path));
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(HttpClient.newHttpClient(), request);
    }

    /** A browser without a page: it keeps cookies and follows nothing. */
    static HttpClient browser() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    HttpResponse<String> post(HttpClient browser, String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                browser,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    static List<String> cookies(HttpResponse<?> answer) {
        return answer.headers().allValues("Set-Cookie");
    }

    @Override
    public void close() {
        context.close();
    }
}
