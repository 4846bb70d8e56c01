package io.steadfill.transform;

import java.util.ArrayList;
import java.util.List;

/** Lines of {@code key=value}; blanks around both are dropped, blank lines and those that begin with {@code #} skipped. */
final class KeyValueLines {

    private KeyValueLines() {}

    static List<MappingFile.Line> lines(String text) {
        List<MappingFile.Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\r\n|\r|\n", -1)) {
            number++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            int equals = stripped.indexOf('=');
            lines.add(new MappingFile.Line(
                    number,
                    equals < 0
                            ? List.of(stripped)
                            : List.of(
                                    stripped.substring(0, equals).strip(),
                                    stripped.substring(equals + 1).strip())));
        }
        return lines;
    }
}
