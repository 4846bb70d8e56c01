package io.steadfill.throttle;

/** May the work go on now? Asked between chunks, outside any transaction; must answer from memory or within milliseconds. */
public interface Throttle extends AutoCloseable {

    Verdict verdict();

    @Override
    default void close() {}
}
