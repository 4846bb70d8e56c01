package io.steadfill.cli.remote;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemBuilder;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that does the work instead of this process: where it is, and who we are there. Starts no Spring. */
public final class Remote {

    private static final String VARIABLE = "STEADFILL_TOKEN";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "say it to the server at this address; the token comes from STEADFILL_TOKEN or --token-file")
    private @Nullable URI url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "with --url: where the token is")
    private @Nullable Path tokenFile;

    private @Nullable HttpClient client;

    /** Whether a server is meant. */
    public boolean isGiven() {
        return url != null;
    }

    /** The server's address, for sentences that name it. */
    String address() {
        return String.valueOf(url);
    }

    /** An answer in JSON. */
    JsonNode get(String path) {
        return send("GET", path, null, Map.of());
    }

    /** @param body null sends none */
    JsonNode post(String path, @Nullable Object body, Map<String, String> headers) {
        return send("POST", path, body, headers);
    }

    JsonNode send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .timeout(PATIENCE)
                .header("Accept", "application/json, application/problem+json")
                .header("Authorization", "Bearer " + token());
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        try {
            return read(client().send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw Problem.SERVER_UNREACHABLE
                    .with("url", address())
                    .says(
                            "the server at " + address() + " does not answer: "
                                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                            e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.SERVER_UNREACHABLE.says("interrupted while waiting for " + address(), e);
        }
    }

    /** A part of an answer as what it means; names that a newer server adds are left out. */
    static <T> T as(JsonNode node, Class<T> type) {
        return JSON.treeToValue(node, type);
    }

    private JsonNode read(HttpResponse<String> answer) {
        JsonNode json;
        try {
            json = JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (JacksonException e) {
            throw Problem.SERVER_UNREACHABLE
                    .with("url", address())
                    .says(
                            "what answers at " + address() + " is no Steadfill: it sent status " + answer.statusCode()
                                    + " and no JSON",
                            e);
        }
        if (answer.statusCode() >= 400) {
            throw refusal(answer.statusCode(), json);
        }
        return json;
    }

    /** The server's refusal, as if it had been said here; its exit code is the code's. */
    private static ProblemException refusal(int status, JsonNode json) {
        Problem problem = Problem.ofCode(json.path("code").asString(""))
                .orElse(
                        status == 401 || status == 403
                                ? Problem.NOT_PERMITTED
                                : status >= 500 ? Problem.LEASE_BUSY : Problem.REQUEST_INVALID);
        ProblemBuilder builder = problem.with("status", status);
        for (String name : new String[] {"run", "job", "state", "allowed", "report", "stop"}) {
            Optional.ofNullable(json.get(name))
                    .ifPresent(value -> builder.with(name, value.isString() ? value.asString() : value.toString()));
        }
        return builder.says(json.path("detail").asString("the server refused, with status " + status));
    }

    private URI at(String path) {
        URI base = url;
        if (base == null
                || base.getHost() == null
                || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
            throw Problem.USAGE
                    .with("url", address())
                    .says("'" + address() + "' is no address of a server: write it like https://steadfill.example");
        }
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
    }

    private String token() {
        String token = tokenFile == null ? System.getenv(VARIABLE) : read(tokenFile);
        if (token == null || token.isBlank()) {
            throw Problem.NOT_SIGNED_IN.says("give the token that speaks for you: in the variable " + VARIABLE
                    + ", or in a file by --token-file");
        }
        if (token.strip().chars().anyMatch(c -> c <= ' ' || c > 126)) {
            throw Problem.NOT_SIGNED_IN.says("the token holds blanks or other signs that no token has");
        }
        return token.strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw Problem.USAGE.with("file", file.toString()).says("the token's file '" + file + "' cannot be read", e);
        }
    }

    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }
}
