package io.steadfill.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of a server that is alive.
 *
 * @param ready whether it accepts connections
 */
record Postmaster(long pid, int port, boolean ready) {

    /** The server over the cluster's files; empty where there is none, or the file was left behind by one that died. */
    static Optional<Postmaster> of(Path cluster) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(cluster));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.size() < 4 || !lines.get(0).matches("\\d+") || !lines.get(3).matches("\\d+")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.get(0));
        boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
        return isServerOf(cluster, pid)
                ? Optional.of(new Postmaster(pid, Integer.parseInt(lines.get(3)), ready))
                : Optional.empty();
    }

    /** Removes the file that a dead server left; PostgreSQL would believe it when another process has got the same number since. */
    static void forget(Path cluster) throws IOException {
        Files.deleteIfExists(file(cluster));
    }

    private static boolean isServerOf(Path cluster, long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine())
                .filter(command -> command.contains("postgres") && command.contains(cluster.toString()))
                .isPresent();
    }

    private static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }
}
