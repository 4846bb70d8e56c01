package io.steadfill.demo;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** The files of a PostgreSQL cluster, and the server process over them. The caller sees to it that only one process works on it. */
final class Cluster {

    static final String USER = "postgres";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 20;
    private static final int LOG_TAIL = 1500;

    /** Only this machine's own processes reach the server, and only with the password; its durability is PostgreSQL's default. */
    private static final String SETTINGS = """

            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    private final Path home;
    private final Path data;
    private final Path binaries;
    private final Path log;

    Cluster(Path home, Path binaries) {
        this.home = home;
        this.data = home.resolve("cluster");
        this.binaries = binaries;
        this.log = home.resolve("server.log");
    }

    /** Makes the cluster, unless there is one. */
    void initialise(Path passwordFile) throws IOException {
        if (Files.exists(data)) {
            refuseOtherMajor();
            return;
        }
        Path part = home.resolve("cluster.part");
        FileSystemUtils.deleteRecursively(part);
        int exit = run(
                "initdb",
                "-D",
                part.toString(),
                "-U",
                USER,
                "--pwfile=" + passwordFile,
                "-A",
                "scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        if (exit != 0) {
            throw unavailable("PostgreSQL could not make its files in " + data);
        }
        Files.writeString(part.resolve("postgresql.conf"), SETTINGS, StandardOpenOption.APPEND);
        Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The port of the running server, or of one started now; the port of last time is taken again if it is free. */
    int ensureRunning() throws IOException {
        int port = keptPort().orElseGet(Cluster::freePort);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Postmaster> running = Postmaster.of(data);
            if (running.isPresent()) {
                return awaitReady();
            }
            Postmaster.forget(data);
            if (run("pg_ctl", "-D", data.toString(), "-w", "-t", "" + PATIENCE.toSeconds(), "-o", "-p " + port, "start")
                    == 0) {
                Files.writeString(portFile(), "" + port);
                return port;
            }
            if (!isFree(port)) {
                port = freePort();
            } else if (!tail().contains("pre-existing shared memory")) {
                // Else the processes of a killed server are still going away.
                break;
            }
            nap(Duration.ofMillis(250));
        }
        throw unavailable("PostgreSQL did not start");
    }

    void stop() throws IOException {
        if (Postmaster.of(data).isPresent()
                && run("pg_ctl", "-D", data.toString(), "-m", "fast", "-w", "-t", "" + PATIENCE.toSeconds(), "stop")
                        != 0) {
            throw unavailable("PostgreSQL did not stop");
        }
    }

    private int awaitReady() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Postmaster> running = Postmaster.of(data);
            if (running.isEmpty()) {
                throw unavailable("PostgreSQL ended while it was starting");
            }
            if (running.get().ready()) {
                return running.get().port();
            }
            nap(Duration.ofMillis(50));
        }
        throw unavailable("PostgreSQL is running, but does not get ready");
    }

    private void refuseOtherMajor() throws IOException {
        String major = Files.readString(data.resolve("PG_VERSION")).strip();
        String release = Files.readString(binaries.resolve("share/postgresql/postgres.bki"));
        String ours = release.lines().findFirst().orElse("").replaceFirst("^# PostgreSQL (\\d+).*", "$1");
        if (!major.equals(ours)) {
            throw Problem.EMBEDDED_UNAVAILABLE
                    .with("directory", home.toString())
                    .with("found", major)
                    .with("wanted", ours)
                    .says("The data in " + home + " belongs to PostgreSQL " + major + ", this release brings " + ours
                            + "; dump it with the older release, or move the directory away to begin anew");
        }
    }

    private OptionalInt keptPort() throws IOException {
        if (!Files.exists(portFile())) {
            return OptionalInt.empty();
        }
        String text = Files.readString(portFile()).strip();
        return text.matches("\\d{1,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private Path portFile() {
        return home.resolve("port");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    private int run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                // Not a pipe: the server inherits it and lives on when this process has ended.
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        Process process = builder.start();
        try {
            if (!process.waitFor(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw unavailable(program + " did not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw unavailable(program + " was interrupted");
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private ProblemException unavailable(String what) throws IOException {
        String tail = tail();
        String advice = tail.contains("unshare")
                ? "; PostgreSQL refuses to run as root and user namespaces are closed here, so start Steadfill as another user"
                : "; the reason is at the end of " + log;
        return Problem.EMBEDDED_UNAVAILABLE
                .with("directory", home.toString())
                .with("log", tail)
                .says(what + advice);
    }

    private String tail() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(file.length(), LOG_TAIL)];
            file.seek(file.length() - end.length);
            file.readFully(end);
            return new String(end, StandardCharsets.UTF_8);
        }
    }

    private static void nap(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
