package io.steadfill.definition.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A job file's content, each piece with its place. */
public sealed interface Tree {

    Place place();

    /** The keys down to here, joined by dots. */
    String path();

    /** The same without places, for the check against the schema. */
    JsonNode json();

    /** What a complaint calls it. */
    String shown();

    /** What a scalar was read as; EMPTY is a key without any value. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL,
        EMPTY
    }

    /**
     * @param text the source's value, without its quotes
     * @param isPlain written without quotes and not as a block
     */
    record Scalar(Place place, String path, Kind kind, String text, boolean isPlain) implements Tree {

        private static final int SHOWN_MAX = 40;

        private static final Map<String, String> BOOLEANS = Map.ofEntries(
                Map.entry("yes", "true"),
                Map.entry("on", "true"),
                Map.entry("y", "true"),
                Map.entry("no", "false"),
                Map.entry("off", "false"),
                Map.entry("n", "false"));

        @Override
        public JsonNode json() {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            return switch (kind) {
                case TEXT -> nodes.stringNode(text);
                case INTEGER -> nodes.numberNode(new BigInteger(text));
                case DECIMAL -> nodes.numberNode(new BigDecimal(text));
                case BOOLEAN -> nodes.booleanNode(text.equals("true"));
                case NULL, EMPTY -> nodes.nullNode();
            };
        }

        @Override
        public String shown() {
            return switch (kind) {
                case EMPTY -> "nothing";
                case NULL -> "null";
                case TEXT, INTEGER, DECIMAL, BOOLEAN -> quoted(text);
            };
        }

        /** The word that YAML 1.2 wants for {@code yes}, {@code no} and their like; null for any other. */
        public static @Nullable String bool(String word) {
            return BOOLEANS.get(word.toLowerCase(Locale.ROOT));
        }

        /** {@code text} in quotes, short and without control characters. */
        public static String quoted(String text) {
            int length = text.codePointCount(0, text.length());
            String cut = length > SHOWN_MAX ? text.substring(0, text.offsetByCodePoints(0, SHOWN_MAX)) + "..." : text;
            return "'" + cut.replaceAll("\\p{Cntrl}", " ") + "'";
        }
    }

    /** @param keys the places of the keys, by name, in the file's order */
    record Mapping(Place place, String path, Map<String, Place> keys, Map<String, Tree> values) implements Tree {

        @Nullable
        public Tree get(String key) {
            return values.get(key);
        }

        public boolean has(String key) {
            return values.containsKey(key);
        }

        /** Where a key stands; the mapping's own place when it is not there. */
        public Place placeOf(String key) {
            return keys.getOrDefault(key, place);
        }

        @Override
        public JsonNode json() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            values.forEach((key, value) -> object.set(key, value.json()));
            return object;
        }

        @Override
        public String shown() {
            return "a mapping";
        }
    }

    record Listing(Place place, String path, List<Tree> values) implements Tree {

        @Override
        public JsonNode json() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            values.forEach(value -> array.add(value.json()));
            return array;
        }

        @Override
        public String shown() {
            return "a list";
        }
    }
}
