package io.steadfill.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The processes that use a server. Each holds a lock on a file of its own, which the operating system takes back when the process
 * ends, however it ends.
 */
final class Guests {

    private final Path directory;
    private final FileChannel own;
    private final Path ownFile;

    private Guests(Path directory, Path ownFile, FileChannel own) {
        this.directory = directory;
        this.ownFile = ownFile;
        this.own = own;
    }

    static Guests enter(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(process() + "-" + UUID.randomUUID());
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            throw new IOException("a file that was just made is locked: " + file);
        }
        return new Guests(directory, file, channel);
    }

    /** Leaves; says whether nobody else is left. */
    boolean leave() throws IOException {
        own.close();
        Files.deleteIfExists(ownFile);
        for (Path other : others()) {
            if (isAlive(other)) {
                return false;
            }
            Files.deleteIfExists(other);
        }
        return true;
    }

    private List<Path> others() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static boolean isAlive(Path file) throws IOException {
        // Closing any channel on a file drops all locks that this process has on it, so our own files are not touched.
        if (String.valueOf(file.getFileName()).startsWith(process() + "-")) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        }
    }

    private static String process() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + "-"
                + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
