package io.steadfill.audit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What seals the audit trail.
 *
 * @param key the secret itself, such as from an environment variable; the same on all nodes
 * @param keyFile a file with it; `serve` makes it where it is missing. By default {@code audit.key} beside the configuration.
 */
@ConfigurationProperties("steadfill.audit")
record AuditProperties(@Nullable String key, @Nullable Path keyFile) {

    /** Never the key. */
    @Override
    public String toString() {
        return "AuditProperties[keyFile=" + keyFile + "]";
    }
}
