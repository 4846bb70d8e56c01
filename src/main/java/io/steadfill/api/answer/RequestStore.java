package io.steadfill.api.answer;

import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of requests that carried a key, in the control database, whose clock alone says which attempt is dead. */
final class RequestStore {

    /** A request without an answer whose process said nothing for so long: it died. */
    private static final Duration DEAD = Duration.ofMinutes(2);

    private static final Duration KEPT = Duration.ofDays(7);

    private final Control control;

    RequestStore(Control control) {
        this.control = control;
    }

    /**
     * A request that somebody has sent, this time.
     *
     * @param token of this time alone, so that whoever was taken for dead writes nothing any more
     */
    record Attempt(String who, String key, String token) {

        static Attempt of(String who, String key) {
            return new Attempt(who, key, UUID.randomUUID().toString());
        }
    }

    /** @param answer null while there is none */
    record Kept(String fingerprint, @Nullable String answer, boolean dead) {}

    /** Whether the key is this attempt's now. */
    boolean begin(Attempt attempt, String fingerprint) {
        control.identity();
        control.client()
                .sql("delete from steadfill_control_request where begun_at < current_timestamp(6) - "
                        + Sql.interval(KEPT))
                .update();
        try {
            control.client()
                    .sql("insert into steadfill_control_request (by_whom, request_key, fingerprint, taken_by)"
                            + " values (:who, :key, :fingerprint, :token)")
                    .param("who", attempt.who())
                    .param("key", attempt.key())
                    .param("fingerprint", fingerprint)
                    .param("token", attempt.token())
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** What is kept under the attempt's key, whoever wrote it. */
    Optional<Kept> find(Attempt attempt) {
        return control.client()
                .sql("select fingerprint, answer, case when beat_at < current_timestamp(6) - " + Sql.interval(DEAD)
                        + " then 1 else 0 end as dead from steadfill_control_request"
                        + " where by_whom = :who and request_key = :key")
                .param("who", attempt.who())
                .param("key", attempt.key())
                .query((row, n) -> new Kept(row.getString(1), row.getString(2), row.getInt(3) == 1))
                .optional();
    }

    /** Takes the key from an attempt that is dead; false where it lives, or somebody else was quicker. */
    boolean takeOver(Attempt attempt) {
        return control.client()
                        .sql("update steadfill_control_request set taken_by = :token, begun_at = current_timestamp(6),"
                                + " beat_at = current_timestamp(6)"
                                + " where by_whom = :who and request_key = :key and answer is null"
                                + " and beat_at < current_timestamp(6) - " + Sql.interval(DEAD))
                        .param("who", attempt.who())
                        .param("key", attempt.key())
                        .param("token", attempt.token())
                        .update()
                == 1;
    }

    /** Says that the attempt is still being worked on; by a connection of its own, since its verb may have the others. */
    void beat(Attempt attempt) {
        ours(control.leases(), "update steadfill_control_request set beat_at = current_timestamp(6)", attempt)
                .update();
    }

    void keep(Attempt attempt, String answer) {
        ours(control.client(), "update steadfill_control_request set answer = :answer", attempt)
                .param("answer", answer)
                .update();
    }

    /** Makes the key free again. */
    void forget(Attempt attempt) {
        ours(control.client(), "delete from steadfill_control_request", attempt).update();
    }

    /** Of a row only while the attempt has it and no answer is kept. */
    private static JdbcClient.StatementSpec ours(JdbcClient client, String sql, Attempt attempt) {
        return client.sql(sql + " where by_whom = :who and request_key = :key and taken_by = :token and answer is null")
                .param("who", attempt.who())
                .param("key", attempt.key())
                .param("token", attempt.token());
    }
}
