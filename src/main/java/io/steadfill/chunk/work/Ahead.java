package io.steadfill.chunk.work;

import io.steadfill.checkpoint.Partition;
import io.steadfill.database.Session;
import io.steadfill.keyset.KeyRange;
import java.util.function.BiFunction;

/**
 * A chunk that was read and computed before its transaction began; the guard of each row's version makes that safe.
 *
 * @param last whether the range is the end of its partition
 * @param readNanos the time that reading took
 * @param computeNanos the time that Java computed
 * @param asked the rows it was planned with
 * @param write what is left to do in the transaction
 */
public record Ahead(
        KeyRange range,
        boolean last,
        int asked,
        long walked,
        long readNanos,
        long computeNanos,
        BiFunction<Session, Partition, Worked> write) {}
