package io.steadfill.verify.walk;

import io.steadfill.database.Session;
import io.steadfill.keyset.KeyRange;
import java.util.Optional;
import java.util.function.BiFunction;

/** Goes through a table range by range. */
public interface Walk {

    /** One short range with what was seen there. */
    record Seen<T>(KeyRange range, T what) {}

    /** Looks at the next range in a transaction of its own; empty at the end. */
    <T> Optional<Seen<T>> next(BiFunction<Session, KeyRange, T> look);
}
