package io.steadfill.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses on this server. */
final class Links {

    static final String BASE = "/api/v1";

    private Links() {}

    static String job(String name) {
        return BASE + "/jobs/" + name;
    }

    static String database(String name) {
        return BASE + "/databases/" + name;
    }

    static String run(String id) {
        return BASE + "/runs/" + id;
    }

    /** A value as part of a query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
