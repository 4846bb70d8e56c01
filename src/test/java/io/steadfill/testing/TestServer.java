package io.steadfill.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running server.
 *
 * @param url where its administrative database is, credentials included
 * @param origin where the server came from, for the line that is printed
 * @param stop what ends it
 */
record TestServer(String url, String origin, AutoCloseable stop) {

    private static final Pattern URL = Pattern.compile("(?<server>jdbc:[a-z]+://[^/]+/)[^?]*(?<options>\\?.*)?");

    /** The URL of one of the server's databases. */
    String url(String database) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a JDBC URL with a server in it: " + url);
        }
        String options = parts.group("options");
        return parts.group("server") + database + (options == null ? "" : options);
    }
}
