package io.steadfill.control;

import java.time.Duration;
import java.util.Locale;

/** The few words of SQL that cannot be parameters. */
public final class Sql {

    private Sql() {}

    /** An interval that PostgreSQL, MySQL and MariaDB read alike. */
    public static String interval(Duration duration) {
        return String.format(Locale.ROOT, "interval '%.3f' second", duration.toMillis() / 1000.0);
    }
}
