package io.steadfill.throttle;

import io.steadfill.definition.Limits;
import java.util.List;

/** May the work go on now? Asked between chunks, outside any transaction; must answer from memory or within milliseconds. */
public interface Throttle extends AutoCloseable {

    Verdict verdict();

    /** Takes other limits from now on. */
    default void tune(Limits limits) {}

    /** What each signal reads now, for {@code status} and {@code doctor}; also those that are off, with the reason. */
    default List<SignalStatus> signals() {
        return List.of();
    }

    @Override
    default void close() {}
}
