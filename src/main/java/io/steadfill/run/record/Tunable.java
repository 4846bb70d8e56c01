package io.steadfill.run.record;

import io.steadfill.definition.Limits;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator may change while a run works; each is a limit of the job file, under the same name. */
public enum Tunable {
    CHUNK_TIME("a time from 1ms to 10s, such as 50ms", (limits, text) -> {
        Duration time = duration(text, Duration.ofMillis(1), Duration.ofSeconds(10));
        return copy(limits, time, limits.chunkRowsMax(), limits.duty(), limits.replicaLag(), limits.lockWaiters());
    }),
    CHUNK_ROWS("a whole number from 1 to 1000000", (limits, text) -> {
        int rows = (int) number(text, 1, 1_000_000);
        return copy(limits, limits.chunkTime(), rows, limits.duty(), limits.replicaLag(), limits.lockWaiters());
    }),
    DUTY(
            "a share from 1% to 100%, such as 50%",
            (limits, text) -> {
                int duty = (int) number(text.endsWith("%") ? text.substring(0, text.length() - 1) : text, 1, 100);
                return copy(
                        limits,
                        limits.chunkTime(),
                        limits.chunkRowsMax(),
                        duty,
                        limits.replicaLag(),
                        limits.lockWaiters());
            }),
    REPLICA_LAG("a time from 10ms to 1d, such as 5s", (limits, text) -> {
        Duration lag = duration(text, Duration.ofMillis(10), Duration.ofDays(1));
        return copy(limits, limits.chunkTime(), limits.chunkRowsMax(), limits.duty(), lag, limits.lockWaiters());
    }),
    LOCK_WAITERS("a whole number from 0 to 10000", (limits, text) -> {
        int waiters = (int) number(text, 0, 10_000);
        return copy(limits, limits.chunkTime(), limits.chunkRowsMax(), limits.duty(), limits.replicaLag(), waiters);
    }),
    QUARANTINE("a share from 0% to 100%, such as 1%", (limits, text) -> limits.withQuarantineShare(share(text)));

    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private final String expected;
    // The functions keep nothing; the checker cannot see that.
    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<Limits, String, Limits> change;

    Tunable(String expected, BiFunction<Limits, String, Limits> change) {
        this.expected = expected;
        this.change = change;
    }

    /** The name in job files and commands, such as {@code chunk-time}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws io.steadfill.problem.ProblemException when nothing tunable has this name, with the nearest */
    public static Tunable named(String name) {
        List<String> known = Arrays.stream(values()).map(Tunable::key).toList();
        return Arrays.stream(values())
                .filter(tunable -> tunable.key().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.RUN_NOT_TUNABLE
                        .with("name", name)
                        .with("known", known)
                        .says("'" + name + "' cannot be tuned; " + Nearest.cure(name, known)));
    }

    /** @throws io.steadfill.problem.ProblemException when the value is none for this name */
    public Limits apply(Limits limits, String value) {
        try {
            return change.apply(limits, value.strip());
        } catch (IllegalArgumentException e) {
            throw Problem.RUN_NOT_TUNABLE
                    .with("name", key())
                    .with("value", value)
                    .says("'" + value + "' is no " + key() + ": write " + expected, e);
        }
    }

    private static long number(String text, long min, long max) {
        long number = Long.parseLong(text.strip());
        if (number < min || number > max) {
            throw new IllegalArgumentException("out of range: " + text);
        }
        return number;
    }

    private static double share(String text) {
        Matcher matcher = SHARE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no share: " + text);
        }
        BigDecimal percent = new BigDecimal(matcher.group(1));
        if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("out of range: " + text);
        }
        return percent.movePointLeft(2).doubleValue();
    }

    private static Duration duration(String text, Duration min, Duration max) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no time: " + text);
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw new IllegalArgumentException("out of range: " + text);
        }
        return duration;
    }

    private static Limits copy(
            Limits from, Duration chunkTime, int chunkRows, int duty, Duration replicaLag, int lockWaiters) {
        return new Limits(
                chunkTime,
                chunkRows,
                from.chunkBytesMax(),
                duty,
                from.workers(),
                from.quarantineShare(),
                replicaLag,
                lockWaiters);
    }
}
