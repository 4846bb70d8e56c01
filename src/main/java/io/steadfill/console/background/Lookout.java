package io.steadfill.console.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * What pages show of servers that may be slow or away: read in the background, once for all who look, only while somebody does, and waited for
 * only a little. A reading that hangs hides no other.
 */
@Component
@ConditionalOnWebApplication
public class Lookout implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    /** Each target that hangs may keep one. */
    private static final int READERS_MAX = 32;

    private static final Duration KEPT = Duration.ofMinutes(2);

    /** A reading, and when it was taken. */
    public record Seen<T>(T what, Instant at) {}

    private final Clock clock;
    private final Map<String, Kept<?>> all = new ConcurrentHashMap<>();
    private final ExecutorService readers;

    Lookout(Clock clock) {
        this.clock = clock;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                READERS_MAX,
                READERS_MAX,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(1_000),
                new CustomizableThreadFactory("lookout-"));
        pool.allowCoreThreadTimeOut(true);
        this.readers = pool;
    }

    /** Somebody's time: what is not there when it is over is left out. */
    public record Until(long nanos) {

        public static Until in(Duration wait) {
            return new Until(System.nanoTime() + wait.toNanos());
        }

        long left() {
            return Math.max(0, nanos - System.nanoTime());
        }
    }

    /**
     * The last reading of this name; where it is older than {@code old}, a new one is begun, and waited for as long as there is time.
     *
     * @return empty where none was ever taken, or the last one failed
     */
    public <T> Optional<Seen<T>> see(String name, Duration old, Until until, Supplier<T> reading) {
        forget();
        @SuppressWarnings("unchecked") // One name is always read by the same kind of reading.
        Kept<T> kept = (Kept<T>) all.computeIfAbsent(name, key -> new Kept<T>());
        return kept.see(name, old, until, reading);
    }

    /** Something was said: what was read before it is no answer any more. */
    public void stale() {
        all.values().forEach(Kept::stale);
    }

    private void forget() {
        long now = System.nanoTime();
        all.values().removeIf(kept -> now - kept.askedAt > KEPT.toNanos());
    }

    @Override
    public void destroy() {
        readers.shutdownNow();
    }

    private final class Kept<T> {

        private volatile long askedAt = System.nanoTime();
        private @Nullable Seen<T> seen;
        private long seenAt;
        private @Nullable CompletableFuture<Seen<T>> underWay;

        Optional<Seen<T>> see(String name, Duration old, Until until, Supplier<T> reading) {
            askedAt = System.nanoTime();
            CompletableFuture<Seen<T>> coming = begin(name, old, reading);
            if (coming != null) {
                try {
                    return Optional.of(coming.get(until.left(), TimeUnit.NANOSECONDS));
                } catch (TimeoutException | ExecutionException e) {
                    // What was seen before is shown with its time.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return last();
        }

        synchronized void stale() {
            seenAt = System.nanoTime() - KEPT.toNanos();
        }

        private synchronized Optional<Seen<T>> last() {
            return Optional.ofNullable(seen);
        }

        private synchronized @Nullable CompletableFuture<Seen<T>> begin(
                String name, Duration old, Supplier<T> reading) {
            if (underWay == null && (seen == null || System.nanoTime() - seenAt > old.toNanos())) {
                CompletableFuture<Seen<T>> begun = new CompletableFuture<>();
                underWay = begun;
                try {
                    readers.execute(() -> read(name, reading, begun));
                } catch (RejectedExecutionException e) {
                    underWay = null;
                }
            }
            return underWay;
        }

        private void read(String name, Supplier<T> reading, CompletableFuture<Seen<T>> begun) {
            try {
                Seen<T> read = new Seen<>(reading.get(), clock.instant());
                end(read);
                begun.complete(read);
            } catch (RuntimeException e) {
                LOG.debug("nothing to see of {}", name, e);
                end(null);
                begun.completeExceptionally(e);
            }
        }

        private synchronized void end(@Nullable Seen<T> read) {
            seen = read;
            seenAt = System.nanoTime();
            underWay = null;
        }
    }
}
