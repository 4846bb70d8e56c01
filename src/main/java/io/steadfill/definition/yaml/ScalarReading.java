package io.steadfill.definition.yaml;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * What an unquoted value means, by YAML 1.2's core schema: {@code no} and {@code 2024-01-01} are texts. What other readers of YAML
 * read otherwise ({@code 012}, {@code 0x1f}, {@code 1e3}, {@code True}) is refused, with the spelling that everybody reads alike.
 */
final class ScalarReading {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,99})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,99})\\.[0-9]{1,99}");
    private static final Pattern PADDED = Pattern.compile("[+]?(-?)0*([0-9]{1,99})");
    private static final CoreScalarResolver RESOLVER = new CoreScalarResolver(false);

    private ScalarReading() {}

    static Tree.Scalar of(ScalarEvent event, Place place, String path, Complaints complaints) {
        String text = event.getValue();
        if (!event.isPlain()) {
            return new Tree.Scalar(place, path, Tree.Kind.TEXT, text, false);
        }
        if (text.isEmpty()) {
            return new Tree.Scalar(place, path, Tree.Kind.EMPTY, text, true);
        }
        Tree.Kind kind = kind(text);
        if (kind == Tree.Kind.TEXT && isAmbiguous(text)) {
            complaints.add(
                    place,
                    path,
                    Tree.Scalar.quoted(text) + " is read as different values by different readers of YAML",
                    "write " + cure(text) + ", or put it in quotes if it is a text");
        }
        return new Tree.Scalar(place, path, kind, text, true);
    }

    private static Tree.Kind kind(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Tree.Kind.INTEGER;
        }
        if (DECIMAL.matcher(text).matches()) {
            return Tree.Kind.DECIMAL;
        }
        return switch (text) {
            case "true", "false" -> Tree.Kind.BOOLEAN;
            case "null", "~" -> Tree.Kind.NULL;
            default -> Tree.Kind.TEXT;
        };
    }

    private static boolean isAmbiguous(String text) {
        return !RESOLVER.resolve(text, true).equals(Tag.STR);
    }

    private static String cure(String text) {
        Tag tag = RESOLVER.resolve(text, true);
        if (tag.equals(Tag.BOOL) || tag.equals(Tag.NULL)) {
            return text.toLowerCase(Locale.ROOT);
        }
        Matcher padded = PADDED.matcher(text);
        return padded.matches() ? padded.group(1) + padded.group(2) : "a plain decimal number such as 12 or 0.5";
    }
}
