package io.steadfill.cli;

import io.steadfill.SteadfillApplication;
import io.steadfill.cli.terminal.Shell;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Gives commands in this process, and keeps what they say. */
public final class Terminal {

    private static final Path GOLDEN = Path.of("src/test/resources/cli");

    /** What came of a command. */
    record Answer(int code, String out, String err) {

        /** The whole answer, as golden files keep it. */
        String text() {
            return "exit " + code + "\n--- stdout\n" + out + "--- stderr\n" + err;
        }
    }

    private Terminal() {}

    static Answer say(String... arguments) {
        return sayAs("ada", arguments);
    }

    static Answer sayAs(String user, String... arguments) {
        return say(SteadfillApplication.class, user, arguments);
    }

    /** Without Spring: a command that starts it fails. */
    static Answer sayOffline(String... arguments) {
        return say(Terminal.class, "ada", arguments);
    }

    private static Answer say(Class<?> application, String user, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(application, new PrintWriter(out), new PrintWriter(err), false, false, user);
        int code = new CommandLineInterface(shell).execute(arguments);
        return new Answer(code, out.toString(), err.toString());
    }

    static String[] words(String line) {
        return Arrays.stream(line.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }

    /** The golden text of this name; {@code -Dsteadfill.golden=write} writes it anew. */
    public static String golden(String name, String said) throws IOException {
        Path file = GOLDEN.resolve(name + ".txt");
        if ("write".equals(System.getProperty("steadfill.golden"))) {
            Files.writeString(file, said);
        }
        return Files.readString(file);
    }
}
