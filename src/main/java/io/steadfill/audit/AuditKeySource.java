package io.steadfill.audit;

import io.steadfill.problem.Problem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where this process has the audit key from: a setting, a file, or a file that a server makes at its first start. Asked once. */
final class AuditKeySource implements Supplier<AuditKey> {

    private static final Logger LOG = LoggerFactory.getLogger(AuditKeySource.class);
    private static final int LENGTH_MIN = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final AuditProperties properties;
    private final boolean makes;
    private @Nullable AuditKey key;

    /** @param makes whether a missing file is made */
    AuditKeySource(AuditProperties properties, boolean makes) {
        this.properties = properties;
        this.makes = makes;
    }

    @Override
    public synchronized AuditKey get() {
        if (key == null) {
            key = find();
        }
        return key;
    }

    private AuditKey find() {
        if (properties.key() != null && !properties.key().isBlank()) {
            return checked(properties.key(), "steadfill.audit.key");
        }
        Path file = properties.keyFile();
        if (file == null) {
            return AuditKey.none();
        }
        if (!Files.exists(file) && !(makes && made(file))) {
            return AuditKey.none();
        }
        return read(file);
    }

    /** @throws io.steadfill.problem.ProblemException CONFIGURATION_INVALID */
    static AuditKey read(Path file) {
        try {
            return checked(Files.readString(file), "the audit key in " + file);
        } catch (IOException e) {
            throw Problem.CONFIGURATION_INVALID.says(
                    "the audit key file '" + file + "' cannot be read: make it"
                            + " readable for who starts Steadfill, or name another by steadfill.audit.key-file",
                    e);
        }
    }

    private static AuditKey checked(String text, String where) {
        if (text.strip().length() < LENGTH_MIN) {
            throw Problem.CONFIGURATION_INVALID.says(
                    where + " has fewer than " + LENGTH_MIN + " characters: take a longer one");
        }
        return AuditKey.of(text);
    }

    /** Whoever comes second, in another process, finds the file that the first one made. */
    private static boolean made(Path file) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        try {
            if (file.toAbsolutePath().getParent() != null
                    && !Files.isDirectory(file.toAbsolutePath().getParent())) {
                LOG.error(
                        "audit entries are not sealed: there is no folder for {}; set steadfill.audit.key-file", file);
                return false;
            }
            Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "audit", ".key", ownerOnly(file));
            Files.writeString(whole, HexFormat.of().formatHex(random) + "\n", StandardOpenOption.WRITE);
            try {
                Files.createLink(file, whole);
                LOG.warn("made the audit key {}: keep a copy where the database's keepers cannot read it", file);
            } catch (FileAlreadyExistsException e) {
                LOG.info("another process made the audit key {}", file);
            } finally {
                Files.delete(whole);
            }
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.error("audit entries are not sealed: {} cannot be made; set steadfill.audit.key-file", file, e);
            return false;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
