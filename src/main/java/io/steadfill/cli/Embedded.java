package io.steadfill.cli;

import io.steadfill.control.Control;
import io.steadfill.control.ControlTables;
import io.steadfill.database.TargetTables;
import io.steadfill.demo.EmbeddedServer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The PostgreSQL in the jar as control database, and as the target {@code shop}. */
final class Embedded {

    static final String SHOP = "shop";
    private static final String CONTROL = "steadfill";

    private Embedded() {}

    static EmbeddedServer start(Shell shell) {
        shell.err().println("starting the PostgreSQL in this jar, data in " + EmbeddedServer.DEFAULT_DIRECTORY);
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

    /** This is the one place where our tables are made without an operator's word: the server is ours alone. */
    static void initialise(Application application) {
        application.bean(ControlTables.class).init();
        new TargetTables(application.databases().named(SHOP))
                .init(application.bean(Control.class).identity().id(), false);
    }
}
