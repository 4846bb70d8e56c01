package io.steadfill.run;

import java.time.Duration;
import java.util.Locale;

/** The few words of SQL that cannot be parameters. */
final class Sql {

    private Sql() {}

    /** An interval that PostgreSQL, MySQL and MariaDB read alike. */
    static String interval(Duration duration) {
        return String.format(Locale.ROOT, "interval '%.3f' second", duration.toMillis() / 1000.0);
    }
}
