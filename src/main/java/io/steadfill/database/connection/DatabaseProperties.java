package io.steadfill.database.connection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The databases of the configuration: the targets by name, and the control database.
 *
 * @param databases by name; empty where none is configured
 * @param control null where none is configured
 */
@Validated
@ConfigurationProperties("steadfill")
public record DatabaseProperties(
        @DefaultValue Map<@Pattern(regexp = NAME, message = NAME_SAYS) String, @Valid Named> databases,
        @Nullable @Valid Control control) {

    private static final String NAME = "(?!control$)[a-z][a-z0-9-]{0,39}";
    private static final String NAME_SAYS =
            "a database's name has small letters, digits and dashes only, and is not control";
    /** As {@code max-runs} is where nothing is said. */
    public static final int MAX_RUNS = 2;

    private static final String ONE_PASSWORD = "give either password or password-file, not both";

    public DatabaseProperties {
        databases = Collections.unmodifiableMap(new TreeMap<>(databases));
    }

    /**
     * A target.
     *
     * @param url a JDBC URL of PostgreSQL, MySQL or MariaDB
     * @param username null where the URL has it, or the server asks for none
     * @param passwordFile read again for each new connection, so that a rotated password is found
     * @param replicas JDBC URLs of replicas whose lag is watched; they share the credentials
     * @param maxRuns how many runs may work on it at once; the others wait. Turned up where a server bears more, down to 1 where it bears less
     * @param production whether work on it needs an approval
     */
    public record Named(
            @NotBlank String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable Path passwordFile,
            @DefaultValue List<@NotBlank String> replicas,
            boolean production,
            @DefaultValue("2") @Min(1) @Max(1000) int maxRuns) {

        public Named {
            replicas = List.copyOf(replicas);
        }

        /** A target of which only the URL is given. */
        public static Named of(String url) {
            return new Named(url, null, null, null, List.of(), false, MAX_RUNS);
        }

        @AssertTrue(message = ONE_PASSWORD)
        boolean isPasswordGivenOnce() {
            return password == null || passwordFile == null;
        }

        @Override
        public String toString() {
            return "Named[production=" + production + ", replicas=" + replicas.size() + "]";
        }
    }

    /** The control database: runs, history, audit. */
    public record Control(
            @NotBlank String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable Path passwordFile) {

        @AssertTrue(message = ONE_PASSWORD)
        boolean isPasswordGivenOnce() {
            return password == null || passwordFile == null;
        }

        @Override
        public String toString() {
            return "Control[]";
        }
    }
}
