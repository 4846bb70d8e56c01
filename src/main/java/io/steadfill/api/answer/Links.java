package io.steadfill.api.answer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses on this server. */
public final class Links {

    public static final String BASE = "/api/v1";

    private Links() {}

    public static String job(String name) {
        return BASE + "/jobs/" + name;
    }

    public static String database(String name) {
        return BASE + "/databases/" + name;
    }

    public static String run(String id) {
        return BASE + "/runs/" + id;
    }

    /** A value as part of a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
