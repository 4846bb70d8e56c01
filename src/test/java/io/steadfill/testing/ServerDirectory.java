package io.steadfill.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Where this JVM's embedded servers keep their data: {@code target/servers/PID}, cleared away when the JVM or its successor ends. */
final class ServerDirectory {

    static final Path SERVERS = Path.of("target", "servers").toAbsolutePath();

    private ServerDirectory() {}

    /** A directory for one server; what servers of dead JVMs left behind is ended and deleted first. */
    static Path make(String name) throws IOException {
        Files.createDirectories(SERVERS);
        for (Path directory : in(SERVERS)) {
            String owner = directory.getFileName().toString();
            if (owner.matches("\\d+") && ProcessHandle.of(Long.parseLong(owner)).isEmpty()) {
                delete(directory);
            }
        }
        return Files.createDirectories(
                SERVERS.resolve(Long.toString(ProcessHandle.current().pid())).resolve(name));
    }

    /** Deletes what is there; the server that used it may have done so itself. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path pidFile :
                    files.filter(file -> file.toString().endsWith(".pid")).toList()) {
                end(pidFile);
            }
        }
        FileSystemUtils.deleteRecursively(directory);
    }

    // A number alone may be another process's by now: the server names the directory in its command line.
    private static void end(Path pidFile) throws IOException {
        String pid = Files.readAllLines(pidFile).get(0).strip();
        ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info()
                        .commandLine()
                        .filter(command -> command.contains(pidFile.getParent().toString()))
                        .isPresent())
                .ifPresent(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }

    private static List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
