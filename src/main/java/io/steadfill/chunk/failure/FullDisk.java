package io.steadfill.chunk.failure;

import io.steadfill.database.Failure;
import io.steadfill.definition.Mask;
import io.steadfill.throttle.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A database server that has no room on a disk: nothing but room helps, and no row is to blame. */
public final class FullDisk {

    /** Between two looks whether there is room again. */
    public static final Duration NAP = Duration.ofSeconds(5);

    private FullDisk() {}

    /** What the server said, and that nobody has to do more than make room. */
    public static String says(SQLException error, Mask mask) {
        return "the disk of the database server is full: " + ServerWords.of(error, mask)
                + "; it goes on by itself when there is room";
    }

    /** The same, as why a run waits. */
    public static Verdict verdict(SQLException error, Mask mask) {
        return new Verdict(
                List.of(new Verdict.Reason(Objects.requireNonNull(Failure.DISK_FULL.signal()), says(error, mask))));
    }
}
