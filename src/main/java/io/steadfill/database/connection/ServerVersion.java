package io.steadfill.database.connection;

import io.steadfill.definition.Vendor;
import io.steadfill.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's version, as far as it matters. */
record ServerVersion(int major, int minor) implements Comparable<ServerVersion> {

    /** MariaDB may call itself 5.5.5-10.6.1-MariaDB, for the sake of old replicas. */
    private static final Pattern NUMBERS = Pattern.compile("^(?:5\\.5\\.5-)?(\\d+)(?:\\.(\\d+))?");

    static ServerVersion of(Vendor vendor, String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.find()) {
            throw Problem.DATABASE_UNSUPPORTED
                    .with("vendor", vendor.key())
                    .says("the server calls itself '" + text + "', which is no version of " + vendor.key());
        }
        String minor = matcher.group(2);
        return new ServerVersion(Integer.parseInt(matcher.group(1)), minor == null ? 0 : Integer.parseInt(minor));
    }

    /** The oldest release that is tested. */
    static ServerVersion oldest(Vendor vendor) {
        return switch (vendor) {
            case POSTGRESQL -> new ServerVersion(14, 0);
            case MYSQL -> new ServerVersion(8, 0);
            case MARIADB -> new ServerVersion(10, 6);
        };
    }

    void requireSupported(Vendor vendor) {
        if (compareTo(oldest(vendor)) < 0) {
            throw Problem.DATABASE_UNSUPPORTED
                    .with("vendor", vendor.key())
                    .with("version", toString())
                    .says("this is " + vendor.key() + " " + this + "; Steadfill needs " + oldest(vendor) + " or later");
        }
    }

    @Override
    public int compareTo(ServerVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
