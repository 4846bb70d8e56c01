package io.steadfill.database.mysql;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Cancels statements that run over their time, since MySQL's {@code max_execution_time} binds no writes. The driver cancels by
 * {@code KILL QUERY} on a connection of its own, so it works while the statement's connection is busy.
 */
final class StatementWatchdog {

    /** A cancel may take as long as a connect, so one that hangs must not hold up the others. */
    private static final int THREADS = 4;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "statement-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    StatementWatchdog() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(1, TimeUnit.MINUTES);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Watches a statement that is about to run. */
    Watch over(Statement statement, Duration timeout) {
        Watch watch = new Watch(statement);
        watch.alarm = timer.schedule(watch, timeout.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** One statement being watched. */
    static final class Watch implements Runnable {

        private final Statement statement;
        private volatile Future<?> alarm = CompletableFuture.completedFuture(null);
        private boolean over;

        private Watch(Statement statement) {
            this.statement = statement;
        }

        @Override
        public synchronized void run() {
            if (over) {
                return;
            }
            try {
                statement.cancel();
            } catch (SQLException e) {
                // Without a connection to cancel from, the driver's socket time-out ends the statement.
                LoggerFactory.getLogger(StatementWatchdog.class).warn("a statement over its time was not cancelled", e);
            }
        }

        /** Ends the watch; waits for a cancel under way, so that it cannot hit the session's next statement or its COMMIT. */
        void end() {
            alarm.cancel(false);
            synchronized (this) {
                over = true;
            }
        }
    }
}
