package io.steadfill.access.signin;

import io.steadfill.access.account.Account;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for some minutes which passwords were right, as a keyed hash in memory: HTTP Basic sends one with every request, and the slow
 * hash that protects it in the database would cost each a tenth of a second. Used by several threads.
 */
final class RecentPasswords {

    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private record Right(int epoch, byte[] hash, Instant until) {}

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Right> rights = new ConcurrentHashMap<>();

    /** @param key random, for this process only */
    RecentPasswords(Clock clock, byte[] key) {
        this.clock = clock;
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    boolean knows(Account account, String password) {
        Right right = rights.get(account.name());
        return right != null
                && right.epoch() == account.epoch()
                && clock.instant().isBefore(right.until())
                && MessageDigest.isEqual(right.hash(), hash(password));
    }

    void add(Account account, String password) {
        rights.put(
                account.name(),
                new Right(account.epoch(), hash(password), clock.instant().plus(REMEMBERED)));
    }

    private byte[] hash(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
