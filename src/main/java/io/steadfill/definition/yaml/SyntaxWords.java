package io.steadfill.definition.yaml;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What the YAML parser says, in words about the file. */
final class SyntaxWords {

    private SyntaxWords() {}

    /** @param opened where the quote or bracket was opened that the parser was reading */
    static void complain(Complaints complaints, Place place, Place opened, MarkedYamlEngineException e) {
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
            quoted(complaints, place, opened, problem);
        } else if (context.contains("flow")) {
            complaints.add(
                    place,
                    "",
                    "a bracket that opened in line " + opened.line() + " is not closed, or a comma is missing",
                    "close { with } and [ with ]");
        } else if (problem.contains("expected <block end>")) {
            complaints.add(
                    place, "", "this does not fit the indentation above", "begin keys of one level in the same column");
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

    private static void quoted(Complaints complaints, Place place, Place opened, String problem) {
        if (problem.contains("escape") || problem.contains("hexadecimal")) {
            complaints.add(
                    place,
                    "",
                    "an escape that YAML does not know",
                    "use single quotes, in which a backslash is itself");
        } else {
            complaints.add(opened, "", "a quoted text that does not end", "end it with the quote it began with");
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
