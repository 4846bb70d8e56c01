package io.steadfill.cli.terminal;

import io.steadfill.cli.text.StatusText;
import io.steadfill.run.status.RunStatus;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One line on the terminal, rewritten every second; nothing at all where there is no terminal. */
public final class ProgressLine implements AutoCloseable {

    private static final String CLEAR = "\r\u001b[2K";

    private final Shell shell;
    private final @Nullable ScheduledExecutorService timer;

    private ProgressLine(Shell shell, @Nullable ScheduledExecutorService timer) {
        this.shell = shell;
        this.timer = timer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A look that fails shows nothing, and the next one comes.
    public static ProgressLine show(Shell shell, Supplier<RunStatus> status) {
        if (!shell.live()) {
            return new ProgressLine(shell, null);
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "steadfill-progress");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(() -> draw(shell, status), 500, 1_000, TimeUnit.MILLISECONDS);
        return new ProgressLine(shell, timer);
    }

    private static void draw(Shell shell, Supplier<RunStatus> status) {
        try {
            shell.err().print(CLEAR + StatusText.line(status.get()));
            shell.err().flush();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(ProgressLine.class).debug("no progress to show", e);
        }
    }

    /** A sentence above the line. */
    public void say(String sentence) {
        shell.err().println((timer == null ? "" : CLEAR) + sentence);
        shell.err().flush();
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.shutdownNow();
            try {
                boolean drawn = timer.awaitTermination(2, TimeUnit.SECONDS);
                shell.err().print(drawn ? CLEAR : "\n");
                shell.err().flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
