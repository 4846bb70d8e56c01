package io.steadfill.access.signin;

import io.steadfill.control.Control;
import io.steadfill.digest.Sha256;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;

/**
 * Counts sign-ins that failed: by name and address, by address, and by name from everywhere. Past a limit, further tries are refused for a
 * while that doubles. Kept in the control database, by its clock, so that all nodes count together. What was typed as a name is kept as a
 * hash only: it may be a password.
 */
final class SignInTries {

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final Duration LOCKED_FIRST = Duration.ofSeconds(30);
    private static final Duration LOCKED_MAX = Duration.ofMinutes(15);
    private static final int BY_PAIR = 5;
    private static final int BY_ADDRESS = 30;
    // High, and it locks shortly: whoever knows a name could keep its owner out otherwise.
    private static final int BY_NAME = 100;

    /** Of a key, in hexadecimal digits. */
    private static final int KEY_LENGTH = 24;

    private record Failed(int times, Instant last, Instant lockedUntil) {}

    private final Control control;

    SignInTries(Control control) {
        this.control = control;
    }

    /** How long a try has to wait; zero where it may be made. */
    Duration wait(String name, String address) {
        return control.client()
                .sql("select locked_until, current_timestamp(6) as now_at from steadfill_control_sign_in"
                        + " where try_key in (:keys) and locked_until > current_timestamp(6)"
                        + " order by locked_until desc limit 1")
                .param("keys", keys(name, address))
                .query((row, n) -> Duration.between(
                        row.getTimestamp(2).toInstant(), row.getTimestamp(1).toInstant()))
                .optional()
                .orElse(Duration.ZERO);
    }

    /** @return whether further tries now have to wait */
    boolean failed(String name, String address) {
        List<String> keys = keys(name, address);
        Instant now = control.now();
        boolean locked = note(keys.get(0), BY_PAIR, LOCKED_MAX, now);
        locked |= note(keys.get(1), BY_ADDRESS, LOCKED_MAX, now);
        locked |= note(keys.get(2), BY_NAME, LOCKED_FIRST, now);
        control.client()
                .sql("delete from steadfill_control_sign_in where last_at < :forgotten and locked_until < :now")
                .param("forgotten", Timestamp.from(now.minus(FORGOTTEN_AFTER)))
                .param("now", Timestamp.from(now))
                .update();
        return locked;
    }

    /** Of this name from this address: the others still count. */
    void succeeded(String name, String address) {
        control.client()
                .sql("delete from steadfill_control_sign_in where try_key = :key")
                .param("key", keys(name, address).get(0))
                .update();
    }

    /** Each in a transaction of its own, and in one statement order for all: no two tries wait for each other. */
    private boolean note(String key, int allowed, Duration lockedMax, Instant now) {
        try {
            return control.inTransaction(() -> noteLocked(key, allowed, lockedMax, now));
        } catch (DuplicateKeyException e) {
            // Another try of the same key was first; now its row is there to be locked.
            return control.inTransaction(() -> noteLocked(key, allowed, lockedMax, now));
        }
    }

    private boolean noteLocked(String key, int allowed, Duration lockedMax, Instant now) {
        Optional<Failed> before = control.client()
                .sql(
                        "select times, last_at, locked_until from steadfill_control_sign_in where try_key = :key for update")
                .param("key", key)
                .query((row, n) -> new Failed(
                        row.getInt(1),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(3).toInstant()))
                .optional();
        int times = before.filter(found -> !found.last().plus(FORGOTTEN_AFTER).isBefore(now))
                        .map(Failed::times)
                        .orElse(0)
                + 1;
        boolean locks = times >= allowed;
        Duration lasts = LOCKED_FIRST.multipliedBy(1L << Math.min(10, Math.max(0, times - allowed)));
        Instant until = locks ? now.plus(lasts.compareTo(lockedMax) > 0 ? lockedMax : lasts) : now;
        String sql = before.isPresent()
                ? "update steadfill_control_sign_in set times = :times, last_at = :now, locked_until = :until"
                        + " where try_key = :key"
                : "insert into steadfill_control_sign_in (try_key, times, last_at, locked_until)"
                        + " values (:key, :times, :now, :until)";
        control.client()
                .sql(sql)
                .param("key", key)
                .param("times", times)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .update();
        return locks;
    }

    private List<String> keys(String name, String address) {
        return List.of(hash(name + " from " + address), hash("from " + address), hash(name + " from everywhere"));
    }

    private String hash(String text) {
        return Sha256.hex(control.identity().id() + " " + text).substring(0, KEY_LENGTH);
    }
}
