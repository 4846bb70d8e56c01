package io.steadfill.database.connection;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL taken apart; user and password are lifted out of it, so that what remains may be handed on.
 *
 * @param property the configuration property it came from, for complaints
 * @param driverUrl what the driver gets: without credentials, and in Connector/J's spelling for MariaDB
 * @param hosts as written, such as {@code db1:5432} or {@code db1,db2}
 * @param database empty where a PostgreSQL URL names none
 * @param parameters the URL's parameters but for user and password, decoded
 */
record JdbcUrl(
        String property,
        boolean postgres,
        String driverUrl,
        String hosts,
        String database,
        Map<String, String> parameters,
        @Nullable String user,
        @Nullable String password) {

    private static final String POSTGRES = "jdbc:postgresql:";
    private static final String MYSQL = "jdbc:mysql:";
    private static final String MARIADB = "jdbc:mariadb:";

    /** How MariaDB's own driver calls the ways of TLS, and what Connector/J calls them. */
    private static final Map<String, String> MARIADB_SSL = Map.of(
            "disable", "DISABLED", "trust", "REQUIRED", "verify-ca", "VERIFY_CA", "verify-full", "VERIFY_IDENTITY");

    JdbcUrl {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    static JdbcUrl parse(String property, String text) {
        boolean postgres = text.startsWith(POSTGRES);
        boolean mariadb = text.startsWith(MARIADB);
        if (!postgres && !mariadb && !text.startsWith(MYSQL)) {
            throw invalid(
                    property,
                    "must begin with jdbc:postgresql:, jdbc:mysql: or jdbc:mariadb:, for example "
                            + "jdbc:postgresql://localhost:5432/shop");
        }
        String rest = text.substring(text.indexOf(':', 5) + 1);
        int mark = rest.indexOf('?');
        String place = mark < 0 ? rest : rest.substring(0, mark);
        Map<String, String> parameters = parameters(mark < 0 ? "" : rest.substring(mark + 1));
        String user = parameters.remove("user");
        String password = parameters.remove("password");
        if (mariadb) {
            mariadbParameters(parameters);
        }
        String hosts = hosts(property, postgres, place);
        String database = database(place);
        if (!postgres && database.isEmpty()) {
            throw invalid(property, "must name the database after the host, such as jdbc:mysql://localhost:3306/shop");
        }
        String scheme = postgres ? POSTGRES : MYSQL;
        return new JdbcUrl(
                property, postgres, scheme + place + query(parameters), hosts, database, parameters, user, password);
    }

    /** Host, port and database: what an operator may see. */
    String where() {
        return database.isEmpty() ? hosts : hosts + "/" + database;
    }

    boolean hasSeveralHosts() {
        return hosts.contains(",");
    }

    /** Values that no message may show. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        if (password != null && !password.isEmpty()) {
            secrets.add(password);
        }
        parameters.forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).contains("password") && !value.isEmpty()) {
                secrets.add(value);
            }
        });
        return secrets;
    }

    @Override
    public String toString() {
        return where();
    }

    private static String hosts(String property, boolean postgres, String place) {
        if (!place.startsWith("//")) {
            if (postgres) {
                return "localhost:5432";
            }
            throw invalid(
                    property,
                    "must name one host, such as jdbc:mysql://localhost:3306/shop; the driver's modes for several hosts are not for writers");
        }
        int slash = place.indexOf('/', 2);
        String hosts = slash < 0 ? place.substring(2) : place.substring(2, slash);
        if (hosts.contains("@") || hosts.contains("(")) {
            throw invalid(
                    property,
                    "must not carry a user in front of the host; give the properties username and password-file beside the URL");
        }
        return hosts.isEmpty() ? (postgres ? "localhost:5432" : "localhost:3306") : hosts;
    }

    private static String database(String place) {
        int slash = place.startsWith("//") ? place.indexOf('/', 2) : -1;
        String name = place.startsWith("//") ? (slash < 0 ? "" : place.substring(slash + 1)) : place;
        return decoded(name.startsWith("/") ? name.substring(1) : name);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                parameters.put(
                        equals < 0 ? pair : pair.substring(0, equals),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static void mariadbParameters(Map<String, String> parameters) {
        String mode = parameters.get("sslMode");
        if (mode != null) {
            parameters.put("sslMode", MARIADB_SSL.getOrDefault(mode.toLowerCase(Locale.ROOT), mode));
        }
    }

    private static String query(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return query.toString();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static ProblemException invalid(String property, String says) {
        return Problem.CONFIGURATION_INVALID.with("property", property).says(property + " " + says);
    }
}
