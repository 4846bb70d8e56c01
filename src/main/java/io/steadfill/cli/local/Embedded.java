package io.steadfill.cli.local;

import io.steadfill.cli.terminal.Shell;
import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.connection.DatabaseProperties;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.demo.EmbeddedServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The PostgreSQL in the jar as control database, and as the target {@code shop}. */
public final class Embedded {

    static final String SHOP = "shop";
    private static final String CONTROL = "steadfill";

    private Embedded() {}

    static EmbeddedServer start(Shell shell) {
        shell.err().println("using the PostgreSQL in this jar, data in " + EmbeddedServer.DEFAULT_DIRECTORY);
        EmbeddedServer server = EmbeddedServer.start(EmbeddedServer.DEFAULT_DIRECTORY);
        server.createDatabase(CONTROL);
        server.createDatabase(SHOP);
        return server;
    }

    static Map<String, Object> properties(EmbeddedServer server) {
        Map<String, Object> properties = new LinkedHashMap<>();
        put(properties, "steadfill.control.", server, CONTROL);
        put(properties, "steadfill.databases." + SHOP + ".", server, SHOP);
        return properties;
    }

    private static void put(Map<String, Object> properties, String prefix, EmbeddedServer server, String database) {
        properties.put(prefix + "url", server.url(database));
        properties.put(prefix + "username", server.username());
        properties.put(prefix + "password", server.password());
    }

    /** This is the one place where our tables are made without an operator's word: the server is ours alone. Before anything asks for them. */
    static void initialise(EmbeddedServer server) {
        DatabaseProperties.Named shop = new DatabaseProperties.Named(
                server.url(SHOP),
                server.username(),
                server.password(),
                null,
                List.of(),
                false,
                DatabaseProperties.MAX_RUNS);
        DatabaseProperties.Control control =
                new DatabaseProperties.Control(server.url(CONTROL), server.username(), server.password(), null);
        try (Databases databases = new Databases(new DatabaseProperties(Map.of(SHOP, shop), control))) {
            initialise(databases, new Control(databases::control));
        }
    }

    /** The same once an application is up, for a shop that was made anew. */
    public static void initialise(Application application) {
        initialise(application.databases(), application.bean(Control.class));
    }

    private static void initialise(Databases databases, Control control) {
        new ControlTables(control).init();
        new TargetTables(databases.named(SHOP)).init(control.identity().id(), false);
    }
}
