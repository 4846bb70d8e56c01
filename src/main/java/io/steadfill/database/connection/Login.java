package io.steadfill.database.connection;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import io.steadfill.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where a database is and as whom we come; the password file is read at each call. */
record Login(
        JdbcUrl url,
        @Nullable String username,
        @Nullable String password,
        @Nullable Path passwordFile) implements HikariCredentialsProvider {

    /** @param property the configuration's path to the settings, such as {@code steadfill.databases.shop} */
    static Login of(String property, DatabaseProperties.Named named) {
        return of(property, named.url(), named.username(), named.password(), named.passwordFile());
    }

    static Login of(String property, DatabaseProperties.Control control) {
        return of(property, control.url(), control.username(), control.password(), control.passwordFile());
    }

    private static Login of(
            String property,
            String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable Path passwordFile) {
        JdbcUrl parsed = JdbcUrl.parse(property + ".url", url);
        return new Login(
                parsed,
                username == null ? parsed.user() : username,
                password == null && passwordFile == null ? parsed.password() : password,
                passwordFile);
    }

    /** The same credentials for another server. */
    Login at(String property, String otherUrl) {
        return of(property, otherUrl, username, password, passwordFile);
    }

    @Override
    public Credentials getCredentials() {
        return new Credentials(username, passwordNow());
    }

    /** Adds the credentials to a driver's properties. */
    void addTo(Properties properties) {
        String now = passwordNow();
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (now != null) {
            properties.setProperty("password", now);
        }
    }

    /** {@code text} without any secret of this login. */
    String hide(String text) {
        String hidden = text;
        for (String secret : secrets()) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }

    /** Whether a message of this error or of one of its causes shows a secret. */
    boolean isShownBy(Throwable error) {
        List<String> secrets = secrets();
        for (Throwable t = error; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage());
            if (secrets.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return url.where();
    }

    private @Nullable String passwordNow() {
        if (passwordFile == null) {
            return password;
        }
        try {
            // Editors and secret stores end the file with a line break, which no password has.
            return Files.readString(passwordFile).replaceAll("[\\r\\n]+$", "");
        } catch (IOException e) {
            throw Problem.CONFIGURATION_INVALID
                    .with("file", passwordFile.toString())
                    .says("the password file " + passwordFile + " cannot be read; make it readable for this user", e);
        }
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>(url.secrets());
        try {
            String now = passwordNow();
            if (now != null && !now.isEmpty()) {
                secrets.add(now);
            }
        } catch (RuntimeException e) {
            // A password that cannot be read cannot be shown either.
            return secrets;
        }
        return secrets;
    }
}
