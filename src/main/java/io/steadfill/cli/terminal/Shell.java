package io.steadfill.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param application the class that Spring starts from
 * @param out results
 * @param err progress, log and errors
 * @param color whether results may be coloured
 * @param live whether {@code err} is a terminal, so that a progress line may be rewritten
 * @param user who gives the command, for the audit trail
 */
public record Shell(Class<?> application, PrintWriter out, PrintWriter err, boolean color, boolean live, String user) {

    /** The process' own streams. */
    public static Shell ofProcess(Class<?> application) {
        Map<String, String> environment = System.getenv();
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Shell(
                application,
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                isTerminal(1) && !plain,
                isTerminal(2) && !"dumb".equals(environment.get("TERM")),
                System.getProperty("user.name", "unknown"));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Java's own answer differs between releases; the link of the descriptor does not. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
