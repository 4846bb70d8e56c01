package io.steadfill.testing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Work beside the test, each in a thread of its own: the pool that {@link CompletableFuture} takes by itself has, since JDK 25, a single one on a
 * machine of two cores, so that what is meant to race would stand in a row.
 */
public final class Beside {

    private static final Executor OWN_THREAD = daemons();

    private Beside() {}

    public static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, OWN_THREAD);
    }

    public static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, OWN_THREAD);
    }

    private static Executor daemons() {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("beside-");
        executor.setDaemon(true);
        return executor;
    }
}
