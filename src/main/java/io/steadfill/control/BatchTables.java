package io.steadfill.control;

import io.steadfill.definition.Vendor;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The first migration: Spring Batch's metadata tables, by the script that the library itself ships for the product. */
final class BatchTables implements JavaMigration {

    private final Vendor vendor;

    BatchTables(Vendor vendor) {
        this.vendor = vendor;
    }

    static String script(Vendor vendor) {
        String product = switch (vendor) {
            case POSTGRESQL -> "postgresql";
            // Connector/J calls MariaDB by MySQL's name, and so does Batch then: its ids come from tables, not from
            // sequences.
            case MYSQL, MARIADB -> "mysql";
        };
        return ControlTables.text(new ClassPathResource("org/springframework/batch/core/schema-" + product + ".sql"));
    }

    @Override
    public void migrate(Context context) {
        ScriptUtils.executeSqlScript(
                context.getConnection(), new ByteArrayResource(script(vendor).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("001");
    }

    @Override
    public String getDescription() {
        return "spring batch";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }
}
