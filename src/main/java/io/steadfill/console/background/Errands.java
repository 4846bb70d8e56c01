package io.steadfill.console.background;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Words that may take as long as a table is: carried out in the background, waited for a little. This node keeps how the last of each name
 * ended until it goes down; what lasts longer is in the audit trail.
 */
@Component
@ConditionalOnWebApplication
public class Errands implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    private static final Duration WAIT = Duration.ofSeconds(8);
    private static final int KEPT_MAX = 200;

    private final Clock clock;
    private final Map<String, Errand> last = new ConcurrentHashMap<>();
    private final ExecutorService carriers = Executors.newCachedThreadPool(new CustomizableThreadFactory("errand-"));

    Errands(Clock clock) {
        this.clock = clock;
    }

    /** How a word ended; {@code good} where it is as one would wish. */
    public record Outcome(boolean good, String says) {}

    /**
     * A word that was given.
     *
     * @param word what it asked for: the same text for the same word
     * @param ended null while it is under way, and so {@code outcome}
     */
    public record Errand(
            String word,
            String by,
            Instant begun,
            @Nullable Instant ended,
            @Nullable Outcome outcome) {

        Errand ended(Instant at, Outcome how) {
            return new Errand(word, by, begun, at, how);
        }

        public boolean isUnderWay() {
            return ended == null;
        }
    }

    /**
     * Has something done, unless the same is under way already.
     *
     * @param name under which one thing is done at a time
     * @param word what is asked for under this name
     * @return how it stands after a little while
     * @throws ProblemException what refused it in that while; LOCK_BUSY while another word of this name is under way
     */
    public Errand carry(String name, String word, String by, Supplier<Outcome> work) {
        if (last.size() > KEPT_MAX) {
            last.values().removeIf(errand -> !errand.isUnderWay());
        }
        Errand begun = new Errand(word, by, clock.instant(), null, null);
        AtomicBoolean fresh = new AtomicBoolean();
        Errand standing = last.compute(name, (key, before) -> {
            if (before != null && before.isUnderWay()) {
                return before;
            }
            fresh.set(true);
            return begun;
        });
        if (!fresh.get()) {
            if (!standing.word().equals(word)) {
                String since = standing.begun().truncatedTo(ChronoUnit.SECONDS).toString();
                throw Problem.LOCK_BUSY
                        .with("by", standing.by())
                        .with("since", since)
                        .says("another step by " + standing.by() + " is under way since " + since
                                + ": nothing of yours was begun; look how that one ends, then say it again");
            }
            return standing;
        }
        Map<String, String> words = MDC.getCopyOfContextMap();
        CompletableFuture<Errand> coming = new CompletableFuture<>();
        carriers.execute(() -> {
            if (words != null) {
                MDC.setContextMap(words);
            }
            carryOut(name, begun, work, coming);
        });
        try {
            return coming.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return begun;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return begun;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    public Optional<Errand> last(String name) {
        return Optional.ofNullable(last.get(name));
    }

    private void carryOut(String name, Errand begun, Supplier<Outcome> work, CompletableFuture<Errand> coming) {
        try {
            Errand ended = begun.ended(clock.instant(), work.get());
            last.put(name, ended);
            coming.complete(ended);
        } catch (ProblemException e) {
            fail(name, begun, String.valueOf(e.detail()));
            coming.completeExceptionally(e);
        } catch (RuntimeException e) {
            LOG.error("{} was not carried out", name, e);
            fail(name, begun, "it went wrong inside Steadfill: the log of this node says how");
            coming.completeExceptionally(e);
        } finally {
            MDC.clear();
        }
    }

    private void fail(String name, Errand begun, String says) {
        last.put(name, begun.ended(clock.instant(), new Outcome(false, says)));
    }

    @Override
    public void destroy() {
        carriers.shutdownNow();
    }
}
