package io.steadfill.cli.local;

import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.terminal.Workplace;
import io.steadfill.database.Database;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.file.JobFile;
import io.steadfill.definition.file.Jobs;
import io.steadfill.demo.EmbeddedServer;
import io.steadfill.problem.Problem;
import io.steadfill.run.Runs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;

/** Spring, started for one command; closing it stops what the command began. */
public final class Application implements AutoCloseable {

    private final Workplace workplace;
    private final ConfigurableApplicationContext context;
    private final @Nullable EmbeddedServer server;
    // Ctrl-C ends the process without returning to whoever would close us; the server would be left running.
    private final Thread onInterrupt = new Thread(this::stop, "steadfill-embedded");

    private Application(Workplace workplace, ConfigurableApplicationContext context, @Nullable EmbeddedServer server) {
        this.workplace = workplace;
        this.context = context;
        this.server = server;
        if (server != null) {
            Runtime.getRuntime().addShutdownHook(onInterrupt);
        }
    }

    /** For one command: few beans are needed, and none of the databases but its own. */
    public static Application start(Shell shell, Options options) {
        return start(shell, options.workplace());
    }

    /** The same for a command that writes in forms of its own. */
    public static Application start(Shell shell, Workplace workplace) {
        return start(shell, workplace, WebApplicationType.NONE, Map.of());
    }

    /**
     * As a server; it answers when this returns.
     *
     * @param port -1 for the configuration's, 0 for any that is free
     */
    public static Application serve(Shell shell, Options options, int port) {
        return start(
                shell,
                options.workplace(),
                WebApplicationType.SERVLET,
                port < 0 ? Map.of() : Map.of("server.port", (Object) port));
    }

    private static Application start(
            Shell shell, Workplace workplace, WebApplicationType web, Map<String, Object> further) {
        EmbeddedServer server = workplace.isEmbedded() ? Embedded.start(shell) : null;
        try {
            if (server != null) {
                Embedded.initialise(server);
            }
            return new Application(
                    workplace, context(shell, workplace, web, properties(workplace, server, further)), server);
        } catch (RuntimeException e) {
            if (server != null) {
                server.close();
            }
            throw e;
        }
    }

    private static Map<String, Object> properties(
            Workplace workplace, @Nullable EmbeddedServer server, Map<String, Object> further) {
        Map<String, Object> properties = new LinkedHashMap<>(further);
        properties.put("steadfill.jobs", workplace.jobs().toString());
        if (server != null) {
            properties.putAll(Embedded.properties(server));
        }
        return properties;
    }

    private static ConfigurableApplicationContext context(
            Shell shell, Workplace workplace, WebApplicationType web, Map<String, Object> properties) {
        return new SpringApplicationBuilder(shell.application())
                .web(web)
                .lazyInitialization(web == WebApplicationType.NONE)
                .properties(locations(workplace.config()), "steadfill.audit.key-file=" + auditKey(workplace))
                .initializers(context -> {
                    new ConfigurationNames().check(context.getEnvironment());
                    context.getEnvironment()
                            .getPropertySources()
                            .addFirst(new MapPropertySource("command", properties));
                })
                .run();
    }

    private static String locations(@Nullable Path config) {
        if (config == null) {
            return "spring.config.location=classpath:/application.yaml,optional:file:config/application.yaml";
        }
        if (!Files.isRegularFile(config)) {
            throw Problem.CONFIGURATION_INVALID
                    .with("config", config.toString())
                    .says("there is no configuration file '" + config + "'; name another by --config");
        }
        return "spring.config.location=classpath:/application.yaml,file:" + config.toAbsolutePath();
    }

    /** Beside the configuration, unless that says otherwise. */
    private static Path auditKey(Workplace workplace) {
        Path folder = workplace.isEmbedded() ? Path.of("data") : Path.of("config");
        Path config = workplace.config();
        return config == null
                ? folder.resolve("audit.key")
                : config.toAbsolutePath().resolveSibling("audit.key");
    }

    /** Where a server listens. */
    public String address() {
        String address = context.getEnvironment().getProperty("server.address", "127.0.0.1");
        return "http://" + address + ":" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Returns when the process is told to end. */
    void awaitEnd() {
        CountDownLatch ended = new CountDownLatch(1);
        context.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                ended.countDown();
            }
        });
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Runs runs() {
        return bean(Runs.class);
    }

    public Databases databases() {
        return bean(Databases.class);
    }

    public Jobs jobs() {
        return new Jobs(workplace.jobs());
    }

    /** A job, checked for the vendor of its database. */
    public JobDefinition job(String name) {
        JobFile file = jobs().load(name);
        return file.definitionOn(database(file.definition()).dialect().vendor());
    }

    /** The folder where a job's companion scripts are. */
    public Path folder(JobDefinition job) {
        return jobs().folder(job.name());
    }

    public Database database(JobDefinition job) {
        return databases().named(job.database());
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // The process is going down already, and the hook finds nothing left to do.
            return;
        }
    }

    /** The context first: a run that is being interrupted still stores how far it came. */
    private void stop() {
        context.close();
        if (server != null) {
            server.close();
        }
    }
}
