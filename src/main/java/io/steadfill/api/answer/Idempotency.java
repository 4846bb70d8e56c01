package io.steadfill.api.answer;

import io.steadfill.access.Operator;
import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.digest.Sha256;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a request that is sent twice with one {@code Idempotency-Key} the answer that the first one got. A refusal changed nothing, so its
 * key is free again.
 */
public final class Idempotency {

    /** The request's header. */
    public static final String HEADER = "Idempotency-Key";
    /** Says that an answer was given before. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final int LENGTH_MAX = 255;
    private static final Duration KEPT = Duration.ofDays(7);
    /** A request without an answer is older than any that is still being worked on: its process died. */
    private static final Duration DEAD = Duration.ofMinutes(2);

    private record Kept(String fingerprint, @Nullable String answer, boolean dead) {}

    private final Control control;
    private final JsonMapper json;

    Idempotency(Control control, JsonMapper json) {
        this.control = control;
        this.json = json;
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
        String key = key(header);
        String fingerprint = fingerprint(request, body);
        if (!begin(who.name(), key, fingerprint)) {
            Optional<ResponseEntity<Object>> before = before(who.name(), key, fingerprint);
            if (before.isPresent()) {
                return before.get();
            }
        }
        Answer answer;
        try {
            answer = verb.get();
        } catch (RuntimeException | Error e) {
            forget(who.name(), key);
            throw e;
        }
        keep(who.name(), key, answer);
        return answer.entity();
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

    /** Whether the key is ours now. */
    private boolean begin(String who, String key, String fingerprint) {
        control.identity();
        control.client()
                .sql("delete from steadfill_control_request where begun_at < current_timestamp(6) - "
                        + Sql.interval(KEPT))
                .update();
        try {
            control.client()
                    .sql("insert into steadfill_control_request (by_whom, request_key, fingerprint)"
                            + " values (:who, :key, :fingerprint)")
                    .param("who", who)
                    .param("key", key)
                    .param("fingerprint", fingerprint)
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** The answer it got before; empty where there is none and the key is ours now. */
    private Optional<ResponseEntity<Object>> before(String who, String key, String fingerprint) {
        Optional<Kept> found = control.client()
                .sql("select fingerprint, answer, case when begun_at < current_timestamp(6) - " + Sql.interval(DEAD)
                        + " then 1 else 0 end as dead from steadfill_control_request"
                        + " where by_whom = :who and request_key = :key")
                .param("who", who)
                .param("key", key)
                .query((row, n) -> new Kept(row.getString(1), row.getString(2), row.getInt(3) == 1))
                .optional();
        if (found.isPresent() && !found.get().fingerprint().equals(fingerprint)) {
            throw Problem.IDEMPOTENCY_KEY_REUSED
                    .with("key", key)
                    .says("the key '" + key + "' came with another request before: take a new key for a new request,"
                            + " and the old one only to repeat the old request as it was");
        }
        if (found.isPresent() && found.get().answer() != null) {
            return Optional.of(replay(found.get().answer()));
        }
        boolean ours =
                found.isEmpty() ? begin(who, key, fingerprint) : found.get().dead() && takeOver(who, key);
        if (!ours) {
            throw inFlight(key);
        }
        return Optional.empty();
    }

    private static ProblemException inFlight(String key) {
        return Problem.IDEMPOTENCY_KEY_IN_FLIGHT
                .with("key", key)
                .says("the first request with the key '" + key + "' is being answered: send it again in a moment");
    }

    private boolean takeOver(String who, String key) {
        return control.client()
                        .sql("update steadfill_control_request set begun_at = current_timestamp(6)"
                                + " where by_whom = :who and request_key = :key and answer is null"
                                + " and begun_at < current_timestamp(6) - " + Sql.interval(DEAD))
                        .param("who", who)
                        .param("key", key)
                        .update()
                == 1;
    }

    private void keep(String who, String key, Answer answer) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        kept.put("status", answer.status());
        kept.put("location", answer.location());
        kept.put("version", answer.version());
        kept.put("body", answer.body());
        control.client()
                .sql(
                        "update steadfill_control_request set answer = :answer where by_whom = :who and request_key = :key")
                .param("answer", json.writeValueAsString(kept))
                .param("who", who)
                .param("key", key)
                .update();
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

    private void forget(String who, String key) {
        control.client()
                .sql("delete from steadfill_control_request where by_whom = :who and request_key = :key"
                        + " and answer is null")
                .param("who", who)
                .param("key", key)
                .update();
    }
}
