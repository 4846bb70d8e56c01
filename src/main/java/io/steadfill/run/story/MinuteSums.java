package io.steadfill.run.story;

import io.steadfill.control.Control;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/** Sums that are noted in memory by workers in a hurry, and written every few seconds, minute by minute, from a thread of its own. */
final class MinuteSums<K, V> implements AutoCloseable {

    static final long MINUTE = 60;

    private static final Logger LOG = LoggerFactory.getLogger(MinuteSums.class);
    private static final Duration WRITE_EVERY = Duration.ofSeconds(5);

    /** Where they are kept. */
    interface Table<K, V> {

        /** Whether there is a row of this minute, which now has more. */
        boolean addTo(K key, long minute, V sum);

        /** @throws DuplicateKeyException where another node of the run was first */
        void insert(K key, long minute, V sum);
    }

    private final Control control;
    private final String thread;
    private final BinaryOperator<V> plus;
    private final Table<K, V> table;
    private Map<K, V> sums = new HashMap<>();
    private @Nullable ScheduledExecutorService writer;

    MinuteSums(Control control, String thread, BinaryOperator<V> plus, Table<K, V> table) {
        this.control = control;
        this.thread = thread;
        this.plus = plus;
        this.table = table;
    }

    synchronized void note(K key, V value) {
        sums.merge(key, value, plus);
        if (writer == null) {
            writer = started();
        }
    }

    // Each step catches whatever it meets, so the future has nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    private ScheduledExecutorService started() {
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread writing = new Thread(work, thread);
            writing.setDaemon(true);
            return writing;
        });
        made.scheduleWithFixedDelay(this::write, WRITE_EVERY.toMillis(), WRITE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return made;
    }

    /** What was noted since the last time; kept where the control database is away. */
    private void write() {
        Map<K, V> noted = taken();
        if (noted.isEmpty()) {
            return;
        }
        Map<K, V> left = new HashMap<>(noted);
        try {
            long minute = control.now().getEpochSecond() / MINUTE;
            noted.forEach((key, sum) -> {
                add(key, minute, sum);
                left.remove(key);
            });
        } catch (RuntimeException e) {
            LOG.debug("{} could not write, it does again soon", thread, e);
            left.forEach(this::putBack);
        }
    }

    private synchronized Map<K, V> taken() {
        Map<K, V> noted = sums;
        sums = new HashMap<>();
        return noted;
    }

    private synchronized void putBack(K key, V sum) {
        sums.merge(key, sum, (now, before) -> plus.apply(before, now));
    }

    private void add(K key, long minute, V sum) {
        if (table.addTo(key, minute, sum)) {
            return;
        }
        try {
            table.insert(key, minute, sum);
        } catch (DuplicateKeyException e) {
            // Another node of the run was first.
            table.addTo(key, minute, sum);
        }
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            writer.shutdownNow();
        }
        write();
    }
}
