package io.steadfill.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A disk of so many megabytes in memory, mounted below {@code target}; needs the right to mount, and skips its test without. */
public final class SmallDisk implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one that every user may write. */
    public static SmallDisk of(int megabytes) {
        try {
            Files.createDirectories(ServerDirectory.SERVERS);
            Path directory = Files.createTempDirectory(ServerDirectory.SERVERS, "disk");
            boolean mounted = done(
                    "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0777", "tmpfs", directory.toString());
            if (!mounted) {
                Files.delete(directory);
            }
            Assumptions.assumeTrue(
                    mounted, "NO DISK TO FILL: this user may not mount one, the test is SKIPPED; run it as root");
            return new SmallDisk(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Takes all room but so many kilobytes. */
    public void fillBut(int kilobytes) throws IOException {
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            byte[] block = new byte[1024];
            long blocks = Files.getFileStore(directory).getUsableSpace() / block.length - kilobytes;
            for (long i = 0; i < blocks; i++) {
                ballast.write(block);
            }
        }
    }

    /** Gives back what was taken. */
    public void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        // A server may still have a file of it open, so the mount goes as soon as that one is closed.
        done("umount", "-l", directory.toString());
        Files.deleteIfExists(directory);
    }

    private static boolean done(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
