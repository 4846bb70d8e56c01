package io.steadfill.definition.file;

import com.networknt.schema.Error;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Place;
import io.steadfill.definition.yaml.Tree;
import io.steadfill.problem.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a tree breaks of the schema, in our own words: the schema's titles say what belongs there. */
final class SchemaWords {

    /** Keys of the design whose part comes later. */
    static final Set<String> LATER = Set.of("notify");

    private final Complaints complaints;
    private final JsonNode schema;

    SchemaWords(Complaints complaints, JsonNode schema) {
        this.complaints = complaints;
        this.schema = schema;
    }

    /** @param rule the schema object that holds the broken keyword */
    void complain(Error error, Tree at, JsonNode rule) {
        switch (error.getKeyword()) {
            case "additionalProperties" -> unknown(at, String.valueOf(error.getProperty()), rule);
            case "required" -> missing(at, String.valueOf(error.getProperty()), rule);
            case "propertyNames" -> badName(at, String.valueOf(error.getProperty()), rule);
            case "minProperties" -> once(at, subject(at) + " is empty", "write " + title(rule));
            case "maxProperties" -> once(at, subject(at) + " has more than one key", "write " + title(rule));
            default -> value(error, at, rule);
        }
    }

    private void unknown(Tree at, String key, JsonNode rule) {
        if (at instanceof Tree.Mapping mapping) {
            String path = below(at, key);
            Place place = mapping.placeOf(key);
            if (at.path().isEmpty() && LATER.contains(key)) {
                complaints.add(place, path, "'" + key + "' is not built yet", "leave it out");
                return;
            }
            List<String> known = new ArrayList<>(rule.path("properties").propertyNames());
            Nearest.to(key, known).ifPresent(near -> complaints.meant(below(at, near)));
            complaints.add(place, path, "unknown key " + Tree.Scalar.quoted(key), Nearest.cure(key, known));
        }
    }

    private static String below(Tree at, String key) {
        return at.path().isEmpty() ? key : at.path() + "." + key;
    }

    private void missing(Tree at, String key, JsonNode rule) {
        if (!complaints.isMeant(below(at, key))) {
            String where = at.path().isEmpty() ? "" : " in '" + at.path() + "'";
            complaints.add(
                    at.place(),
                    below(at, key),
                    "the key '" + key + "' is missing" + where,
                    "write '" + key + ": ...', "
                            + titleOf(rule.path("properties").path(key)));
        }
    }

    private void badName(Tree at, String key, JsonNode rule) {
        if (at instanceof Tree.Mapping mapping) {
            complaints.add(
                    mapping.placeOf(key),
                    at.path() + "." + key,
                    Tree.Scalar.quoted(key) + " cannot be a name here",
                    "write " + titleOf(rule.path("propertyNames")));
        }
    }

    private void value(Error error, Tree at, JsonNode rule) {
        if (at.path().equals("database")) {
            // The value may be a URL with a password: it is never repeated.
            boolean isAddress =
                    at instanceof Tree.Scalar scalar && scalar.text().matches(".*[:/@=].*");
            once(
                    at,
                    "'database' must be " + title(rule),
                    isAddress ? "put the URL into the configuration, and its name here" : null);
            return;
        }
        once(at, subject(at) + " must be " + title(rule) + ", not " + at.shown(), cure(error, at, rule));
    }

    private static @Nullable String cure(Error error, Tree at, JsonNode rule) {
        if (!(at instanceof Tree.Scalar scalar)) {
            return null;
        }
        if (rule.path("type").asString("").equals("boolean") || rule.has("const")) {
            String word = Tree.Scalar.bool(scalar.text());
            return word == null ? null : "write " + word;
        }
        if (rule.has("enum")) {
            List<String> known = new ArrayList<>();
            rule.path("enum").forEach(word -> known.add(word.asString()));
            return Nearest.to(scalar.text(), known)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse(null);
        }
        boolean isNumber = scalar.kind() == Tree.Kind.INTEGER || scalar.kind() == Tree.Kind.DECIMAL;
        if (error.getKeyword().equals("type")
                && rule.path("type").asString("").equals("string")
                && !rule.has("pattern")
                && (isNumber || scalar.kind() == Tree.Kind.BOOLEAN)) {
            return "put a text in quotes";
        }
        return null;
    }

    private void once(Tree at, String message, @Nullable String cure) {
        if (!complaints.has(at.path())) {
            complaints.add(at, message, cure);
        }
    }

    private static String subject(Tree at) {
        return at.path().isEmpty() ? "the file" : "'" + at.path() + "'";
    }

    /** The title of a key's schema, or of the one that it refers to. */
    private String titleOf(JsonNode rule) {
        String reference = rule.path("$ref").asString("");
        return title(rule.has("title") || reference.isEmpty() ? rule : schema.at(reference.substring(1)));
    }

    private static String title(JsonNode rule) {
        return rule.path("title").asString("something else");
    }
}
