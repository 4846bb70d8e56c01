package io.steadfill.transform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Reads a library's version from what Maven left in its jar. */
final class LibraryVersion {

    private LibraryVersion() {}

    /** Such as {@code jmail 2.2.2}. */
    static String of(Class<?> inside, String group, String artifact) {
        String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = inside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar of " + artifact + " does not say its version");
            }
            Properties properties = new Properties();
            properties.load(in);
            return artifact + " " + properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
