package io.steadfill.definition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What the YAML parser says, in words about the file. */
final class SyntaxWords {

    private SyntaxWords() {}

    static void complain(Complaints complaints, Place place, MarkedYamlEngineException e) {
        String problem = text(e.getProblem());
        String context = text(e.getContext());
        if (problem.contains("tab")) {
            complaints.add(place, "", "a tab cannot indent", "use spaces");
        } else if (problem.contains("mapping values are not allowed")) {
            complaints.add(
                    place,
                    "",
                    "a second ': ' in one line, or wrong indentation",
                    "put a value that holds ': ' in quotes, and begin keys of one level in the same column");
        } else if (problem.contains("cannot start any token")) {
            complaints.add(place, "", "a value cannot begin with this character", "put the value in quotes");
        } else if (problem.contains("undefined alias") || context.contains("alias")) {
            complaints.add(place, "", "a value cannot begin with *, which is an alias", "put the value in quotes");
        } else if (context.contains("anchor")) {
            complaints.add(place, "", "a value cannot begin with &, which is an anchor", "put the value in quotes");
        } else if (context.contains("quoted scalar")) {
            complaints.add(place, "", "a quoted text does not end, or has a wrong escape", escapes(problem));
        } else if (context.contains("flow")) {
            complaints.add(place, "", "a bracket is not closed, or a comma is missing", "close { with } and [ with ]");
        } else if (problem.contains("could not find expected ':'")) {
            complaints.add(place, "", "a key without a colon", "write 'key: value'");
        } else {
            complaints.add(
                    place,
                    "",
                    "no YAML from here (" + Tree.Scalar.quoted(problem) + ")",
                    "check indentation, quotes and colons of this line and the one before");
        }
    }

    private static String escapes(String problem) {
        return problem.contains("escape")
                ? "use single quotes, in which a backslash is a backslash"
                : "end it with the quote it began with";
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
