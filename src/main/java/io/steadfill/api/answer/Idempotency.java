package io.steadfill.api.answer;

import io.steadfill.access.Operator;
import io.steadfill.api.answer.RequestStore.Attempt;
import io.steadfill.control.Control;
import io.steadfill.digest.Sha256;
import io.steadfill.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a request that is sent twice with one {@code Idempotency-Key} the answer that the first one got. A refusal changed nothing, so its
 * key is free again.
 */
public final class Idempotency implements AutoCloseable {

    /** The request's header. */
    public static final String HEADER = "Idempotency-Key";
    /** Says that an answer was given before. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final int LENGTH_MAX = 255;
    /** Several of them are missing before a request counts as dead. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final RequestStore requests;
    private final JsonMapper json;
    private final ScheduledThreadPoolExecutor beats = new ScheduledThreadPoolExecutor(1, Idempotency::thread);

    Idempotency(Control control, JsonMapper json) {
        this.requests = new RequestStore(control);
        this.json = json;
        // Most verbs end before their first beat.
        beats.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "steadfill-request-beat");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Has a verb done, or gives the answer it got before.
     *
     * @param body what was read from the request; null where it had none
     */
    public ResponseEntity<Object> once(
            Operator who, HttpServletRequest request, @Nullable Object body, Supplier<Answer> verb) {
        String header = request.getHeader(HEADER);
        if (header == null) {
            return verb.get().entity();
        }
        Attempt attempt = Attempt.of(who.name(), key(header));
        String fingerprint = fingerprint(request, body);
        if (!requests.begin(attempt, fingerprint)) {
            Optional<ResponseEntity<Object>> before = before(attempt, fingerprint);
            if (before.isPresent()) {
                return before.get();
            }
        }
        Answer answer;
        try {
            answer = alive(attempt, verb);
        } catch (RuntimeException | Error e) {
            requests.forget(attempt);
            throw e;
        }
        requests.keep(attempt, text(answer));
        return answer.entity();
    }

    /** A verb may take as long as it likes: while it works, nobody takes its request for dead. */
    private Answer alive(Attempt attempt, Supplier<Answer> verb) {
        Future<?> beat = beats.scheduleWithFixedDelay(
                () -> beat(attempt), BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return verb.get();
        } finally {
            beat.cancel(false);
        }
    }

    private void beat(Attempt attempt) {
        try {
            requests.beat(attempt);
        } catch (RuntimeException e) {
            LOG.debug("a request with a key could not say that it is being worked on", e);
        }
    }

    /** The draft writes keys as structured text, in quotes; most clients send them bare. */
    private static String key(String header) {
        String key = header.strip().replaceAll("^\"(.*)\"$", "$1");
        boolean plain = key.chars().allMatch(c -> c > ' ' && c < 127);
        if (key.isEmpty() || key.length() > LENGTH_MAX || !plain) {
            throw Problem.REQUEST_INVALID
                    .with("header", HEADER)
                    .says(HEADER + " has from 1 to " + LENGTH_MAX + " letters, digits and signs, without blanks");
        }
        return key;
    }

    private String fingerprint(HttpServletRequest request, @Nullable Object body) {
        String seen = String.join(
                "\n",
                request.getMethod(),
                request.getRequestURI(),
                String.valueOf(request.getQueryString()),
                String.valueOf(request.getHeader("If-Match")),
                body == null ? "" : json.writeValueAsString(body));
        return Sha256.hex(seen);
    }

    /** The answer it got before; empty where there is none and the key is this attempt's now. */
    private Optional<ResponseEntity<Object>> before(Attempt attempt, String fingerprint) {
        String key = attempt.key();
        Optional<RequestStore.Kept> found = requests.find(attempt);
        if (found.isPresent() && !found.get().fingerprint().equals(fingerprint)) {
            throw Problem.IDEMPOTENCY_KEY_REUSED
                    .with("key", key)
                    .says("the key '" + key + "' came with another request before: take a new key for a new request,"
                            + " and the old one only to repeat the old request as it was");
        }
        if (found.isPresent() && found.get().answer() != null) {
            return Optional.of(replay(found.get().answer()));
        }
        boolean ours = found.isEmpty()
                ? requests.begin(attempt, fingerprint)
                : found.get().dead() && requests.takeOver(attempt);
        if (!ours) {
            throw Problem.IDEMPOTENCY_KEY_IN_FLIGHT
                    .with("key", key)
                    .says("the first request with the key '" + key + "' is being answered: send it again in a moment");
        }
        return Optional.empty();
    }

    private String text(Answer answer) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        kept.put("status", answer.status());
        kept.put("location", answer.location());
        kept.put("version", answer.version());
        kept.put("body", answer.body());
        return json.writeValueAsString(kept);
    }

    private ResponseEntity<Object> replay(String answer) {
        JsonNode kept = json.readTree(answer);
        ResponseEntity<Object> entity = Answer.entity(
                kept.path("status").asInt(),
                kept.path("location").asStringOpt().orElse(null),
                kept.path("version").asStringOpt().orElse(null),
                kept.path("body"));
        return ResponseEntity.status(entity.getStatusCode())
                .headers(entity.getHeaders())
                .header(REPLAYED, "true")
                .body(entity.getBody());
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
