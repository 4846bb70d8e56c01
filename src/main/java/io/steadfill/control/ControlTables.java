package io.steadfill.control;

import io.steadfill.database.Database;
import io.steadfill.definition.Vendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes and upgrades the control database's tables: Spring Batch's by its own script, and ours. Only an operator's word calls it. */
public final class ControlTables {

    private static final String HISTORY = "steadfill_control_history";

    private final Control control;

    public ControlTables(Control control) {
        this.control = control;
    }

    /** Brings the tables to this release's format; returns how many scripts had to run. */
    public int init() {
        Database database = control.database();
        int ran = flyway(database).migrate().migrationsExecuted;
        JdbcClient client = control.client();
        // The id is drawn once: whoever comes second finds a row and inserts nothing.
        client.sql("insert into steadfill_control (control_id, generation, format)"
                        + " select :id, 1, :format from (select 1 as one) only_one"
                        + " where not exists (select * from steadfill_control)")
                .param("id", UUID.randomUUID().toString())
                .param("format", Control.FORMAT)
                .update();
        return ran;
    }

    /** The SQL that {@link #init} would run in an empty database. */
    public String sql() {
        Vendor vendor = control.database().dialect().vendor();
        StringBuilder ours = new StringBuilder();
        scripts(vendor).forEach(script -> ours.append(text(script)).append('\n'));
        return BatchTables.script(vendor) + "\n" + ours
                + "insert into steadfill_control (control_id, generation, format) values ('" + UUID.randomUUID()
                + "', 1, " + Control.FORMAT + ");\n";
    }

    /** Our scripts in the order of their versions. */
    private static List<Resource> scripts(Vendor vendor) {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver()
                            .getResources("classpath:db/control/" + folder(vendor) + "/V*.sql"))
                    .sorted(Comparator.comparing(script -> String.valueOf(script.getFilename())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of this release's scripts that were not run there yet; none where an operator made the tables by hand, which nobody wrote down. */
    static List<String> notRun(Control control) {
        Set<Integer> run;
        try {
            run = new HashSet<>(control.client()
                    .sql("select version from " + HISTORY + " where success = true and version is not null")
                    .query((row, n) -> Integer.valueOf(row.getString(1)))
                    .list());
        } catch (BadSqlGrammarException e) {
            return List.of();
        }
        return scripts(control.database().dialect().vendor()).stream()
                .map(script -> String.valueOf(script.getFilename()))
                .filter(name -> !run.contains(Integer.valueOf(name.substring(1, name.indexOf("__")))))
                .toList();
    }

    private static Flyway flyway(Database database) {
        Vendor vendor = database.dialect().vendor();
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(database.dataSource(Database.Purpose.SCHEMA))
                .locations("classpath:db/control/" + folder(vendor))
                .javaMigrations(new BatchTables(vendor))
                .table(HISTORY)
                // Other tables may live in the same database: their presence is no reason to refuse.
                .baselineOnMigrate(true)
                .baselineVersion("0");
        return configuration.load();
    }

    private static String folder(Vendor vendor) {
        return switch (vendor) {
            case POSTGRESQL -> "postgresql";
            case MYSQL, MARIADB -> "mysql";
        };
    }

    static String text(Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
