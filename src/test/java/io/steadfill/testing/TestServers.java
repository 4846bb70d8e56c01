package io.steadfill.testing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;

/** One server per lane and JVM, started when a test first asks for it and stopped with the JVM. */
final class TestServers {

    // The one static state of the tests: a server costs seconds, and every test of the JVM shares it.
    private static final Map<Lane, CompletableFuture<Optional<TestServer>>> SERVERS = new EnumMap<>(Lane.class);

    private TestServers() {}

    /** The lane's server; where there is none the calling test is skipped. */
    static TestServer of(Lane lane) {
        Optional<TestServer> server = find(lane);
        Assumptions.assumeTrue(server.isPresent(), () -> missing(lane));
        return server.orElseThrow();
    }

    /** Empty where there is none; one that did not start is not tried again. */
    static synchronized Optional<TestServer> find(Lane lane) {
        return SERVERS.computeIfAbsent(lane, TestServers::tryToStart).join();
    }

    private static CompletableFuture<Optional<TestServer>> tryToStart(Lane lane) {
        try {
            return CompletableFuture.completedFuture(start(lane));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    static String missing(Lane lane) {
        return "NO SERVER for " + lane + ", its tests are SKIPPED: set " + lane.variable() + " to a JDBC URL";
    }

    private static Optional<TestServer> start(Lane lane) {
        Optional<TestServer> server =
                fromEnvironment(lane).or(() -> Containers.start(lane)).or(() -> EmbeddedServers.start(lane));
        server.ifPresent(found -> Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(found))));
        System.out.println("[test servers] "
                + server.map(found -> lane + ": " + found.origin()).orElseGet(() -> missing(lane)));
        return server;
    }

    private static Optional<TestServer> fromEnvironment(Lane lane) {
        return Optional.ofNullable(System.getenv(lane.variable()))
                .filter(url -> !url.isBlank())
                .map(url -> new TestServer(url, "server named by " + lane.variable(), () -> {}));
    }

    private static void stop(TestServer server) {
        try {
            server.stop().close();
        } catch (Exception e) {
            System.err.println("test server not stopped: " + e);
        }
    }
}
