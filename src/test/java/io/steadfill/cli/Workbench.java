package io.steadfill.cli;

import io.steadfill.testing.Lane;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A folder of jobs, a configuration, a target and a control database, for commands to work on. */
final class Workbench implements AutoCloseable {

    static final int ROWS = 300;

    private static final Path SHIPPED = Path.of("jobs");

    final Path folder;
    final TestDatabase target;
    final TestDatabase control;

    private Workbench(Path folder, TestDatabase target, TestDatabase control) {
        this.folder = folder;
        this.target = target;
        this.control = control;
    }

    /** Without our tables in either database yet. */
    static Workbench bare(Path folder, Lane lane) {
        Workbench bench = new Workbench(folder, TestDatabase.on(lane), TestDatabase.on(lane));
        bench.configure();
        return bench;
    }

    /** Both databases initialised, and a table of {@value #ROWS} items without a token. */
    static Workbench ready(Path folder, Lane lane) {
        Workbench bench = bare(folder, lane);
        bench.say("database", "init", "control");
        bench.say("database", "init", "shop");
        bench.target.execute(
                "create table item (id bigint primary key, name varchar(40), tokens varchar(200) not null)");
        StringBuilder values = new StringBuilder();
        for (int i = 1; i <= ROWS; i++) {
            values.append(i == 1 ? "" : ", ").append("(").append(i).append(", null, '')");
        }
        bench.target.execute("insert into item (id, name, tokens) values " + values);
        return bench;
    }

    /** The jobs that come with Steadfill, as {@code jobs} in the folder. */
    static void copyShippedJobs(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        folder.resolve("jobs").resolve(SHIPPED.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    void job(String name, String rest) {
        write(folder.resolve("jobs").resolve(name).resolve("job.yaml"), """
                job: %s
                database: shop
                table: item
                """.formatted(name) + rest);
    }

    void script(String job, String file, String sql) {
        write(folder.resolve("jobs").resolve(job).resolve(file), sql);
    }

    Terminal.Answer say(String... words) {
        return Terminal.say(arguments(words));
    }

    /** The same command, given by somebody else. */
    Terminal.Answer sayAs(String user, String... words) {
        return Terminal.sayAs(user, arguments(words));
    }

    /** The words, with the options that point here. */
    String[] arguments(String... words) {
        List<String> arguments = new ArrayList<>(Arrays.asList(words));
        arguments.add("--jobs=" + folder.resolve("jobs"));
        arguments.add("--config=" + folder.resolve("application.yaml"));
        return arguments.toArray(String[]::new);
    }

    /** The newest run's id. */
    String run() {
        return control.column(String.class, "select run_id from steadfill_control_run order by started_at desc")
                .get(0);
    }

    String state() {
        return say("status", run(), "-o", "json")
                .out()
                .lines()
                .filter(line -> line.contains("\"state\""))
                .map(line -> line.replaceAll(".*: \"(.*)\".*", "$1"))
                .findFirst()
                .orElse("?");
    }

    @Override
    public void close() {
        target.close();
        control.close();
    }

    private void configure() {
        write(folder.resolve("application.yaml"), """
                steadfill:
                  runs: { heartbeat: 700ms }
                  control: { url: "%s" }
                  databases:
                    shop: { url: "%s" }
                """.formatted(control.url(), target.url()));
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
