package io.steadfill.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Keeps a process that was told to go down from going before its command has said how the run ended. */
public final class LastWords implements AutoCloseable {

    /** A run stops within 8 seconds. */
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "steadfill-last-words");

    private LastWords() {}

    public static LastWords wanted() {
        LastWords words = new LastWords();
        Runtime.getRuntime().addShutdownHook(words.hook);
        return words;
    }

    @Override
    public void close() {
        said.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is going down already; the hook has just heard that we are done.
            return;
        }
    }

    private void await() {
        try {
            boolean inTime = said.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                LoggerFactory.getLogger(LastWords.class).warn("stopped before the command had ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
