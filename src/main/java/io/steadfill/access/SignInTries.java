package io.steadfill.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts sign-ins that failed: by name and address, by address, and by name from everywhere. Past a limit, further tries are refused for a
 * while that doubles. Kept by each node for itself. Used by several threads.
 */
final class SignInTries {

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final Duration LOCKED_FIRST = Duration.ofSeconds(30);
    private static final Duration LOCKED_MAX = Duration.ofMinutes(15);
    private static final int BY_PAIR = 5;
    private static final int BY_ADDRESS = 30;
    // High, and it locks shortly: whoever knows a name could keep its owner out otherwise.
    private static final int BY_NAME = 100;
    private static final int KEPT_MAX = 20_000;

    private record Failed(int times, Instant last, Instant lockedUntil) {}

    private final Clock clock;
    private final Map<String, Failed> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failed> eldest) {
            return size() > KEPT_MAX;
        }
    };

    SignInTries(Clock clock) {
        this.clock = clock;
    }

    /** How long a try has to wait; zero where it may be made. */
    synchronized Duration wait(String name, String address) {
        Instant now = clock.instant();
        Duration longest = Duration.ZERO;
        for (String key : keys(name, address)) {
            Failed failed = failures.get(key);
            if (failed != null && now.isBefore(failed.lockedUntil())) {
                Duration left = Duration.between(now, failed.lockedUntil());
                longest = left.compareTo(longest) > 0 ? left : longest;
            }
        }
        return longest;
    }

    /** @return whether further tries now have to wait */
    synchronized boolean failed(String name, String address) {
        List<String> keys = keys(name, address);
        boolean locked = note(keys.get(0), BY_PAIR, LOCKED_MAX);
        locked |= note(keys.get(1), BY_ADDRESS, LOCKED_MAX);
        locked |= note(keys.get(2), BY_NAME, LOCKED_FIRST);
        return locked;
    }

    /** Of this name from this address: the others still count. */
    synchronized void succeeded(String name, String address) {
        failures.remove(keys(name, address).get(0));
    }

    private boolean note(String key, int allowed, Duration lockedMax) {
        Instant now = clock.instant();
        Failed before = failures.get(key);
        int times = before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now) ? 1 : before.times() + 1;
        boolean locks = times >= allowed;
        Duration lasts = LOCKED_FIRST.multipliedBy(1L << Math.min(10, Math.max(0, times - allowed)));
        Instant until = locks ? now.plus(lasts.compareTo(lockedMax) > 0 ? lockedMax : lasts) : now;
        failures.put(key, new Failed(times, now, until));
        return locks;
    }

    private static List<String> keys(String name, String address) {
        return List.of(name + " from " + address, "from " + address, name + " from everywhere");
    }
}
