package io.steadfill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Markdown table, printed and kept under {@code target/bench}. */
final class Report {

    private static final Path DIRECTORY = Path.of("target/bench");

    private final StringBuilder text = new StringBuilder();

    Report(String title, List<String> columns) {
        text.append("### ").append(title).append("\n\n");
        line(columns);
        line(columns.stream().map(column -> "---").toList());
    }

    static Report of(String title, String... columns) {
        return new Report(title, List.of(columns));
    }

    Report line(String... cells) {
        return line(List.of(cells));
    }

    private Report line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    void write(String file) throws IOException {
        System.out.println("\n" + text);
        Files.createDirectories(DIRECTORY);
        Files.writeString(DIRECTORY.resolve(file + ".md"), text);
    }
}
