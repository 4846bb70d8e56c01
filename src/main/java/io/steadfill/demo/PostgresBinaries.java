package io.steadfill.demo;

import io.steadfill.problem.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs that come inside the jar. */
record PostgresBinaries(String resource) {

    private static final Map<String, String> MACHINES =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm_64", "arm64", "arm_64");

    /** Those for this machine. */
    static PostgresBinaries ofThisMachine() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static PostgresBinaries of(String system, String machine) {
        String suffix = MACHINES.get(machine.toLowerCase(Locale.ROOT));
        if (!system.equalsIgnoreCase("Linux") || suffix == null) {
            throw Problem.EMBEDDED_UNAVAILABLE
                    .with("system", system)
                    .with("machine", machine)
                    .says(
                            "The jar has a PostgreSQL for Linux on x86-64 and ARM 64 only; start one of your own and name it in"
                                    + " steadfill.control.url and steadfill.databases.NAME.url");
        }
        return new PostgresBinaries("/postgres-linux-" + suffix + ".txz");
    }

    /** Unpacks them below the directory, unless that was done before; returns where {@code bin} and {@code lib} are. */
    Path unpackBelow(Path directory) throws IOException {
        Path unpacked = directory.resolve("binaries-" + digest());
        if (!Files.exists(unpacked)) {
            // A process that dies while it unpacks leaves only this one behind, which nobody takes for the whole.
            Path part = directory.resolve("binaries.part");
            FileSystemUtils.deleteRecursively(part);
            unpack(part);
            Files.move(part, unpacked, StandardCopyOption.ATOMIC_MOVE);
        }
        return unpacked;
    }

    private void unpack(Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(open())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("an archive entry leads outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.resolve(".."));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    /** Another release of the binaries has another digest, so that it is unpacked beside the old one. */
    private String digest() throws IOException {
        try (DigestInputStream stream = new DigestInputStream(open(), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private InputStream open() {
        InputStream stream = PostgresBinaries.class.getResourceAsStream(resource);
        if (stream == null) {
            throw Problem.EMBEDDED_UNAVAILABLE
                    .with("resource", resource)
                    .says(
                            "This build has no PostgreSQL for this machine in it; take the released jar, or name a server of your"
                                    + " own in steadfill.control.url");
        }
        return stream;
    }
}
