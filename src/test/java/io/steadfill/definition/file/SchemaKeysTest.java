package io.steadfill.definition.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every key of the schema, found by walking it, broken in each way; and what the schema, the code and the reference have to agree on. */
class SchemaKeysTest {

    private static final JobSchema SCHEMA = JobSchema.load();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** One key: the names down to it, its own schema, and the one of the mapping that holds it. */
    record Key(List<String> path, JsonNode schema, JsonNode parent) {

        String name() {
            return path.get(path.size() - 1);
        }

        String dotted() {
            return String.join(".", path);
        }

        String parentDotted() {
            return String.join(".", path.subList(0, path.size() - 1));
        }

        boolean isNamedBySchema() {
            return resolve(parent).path("properties").has(name());
        }

        @Override
        public String toString() {
            return dotted();
        }
    }

    static Stream<Key> keys() {
        List<Key> keys = new ArrayList<>();
        walk(SCHEMA.json(), List.of(), keys);
        return keys.stream();
    }

    private static void walk(JsonNode schema, List<String> path, List<Key> keys) {
        JsonNode resolved = resolve(schema);
        for (String name : resolved.path("properties").propertyNames()) {
            add(resolved.path("properties").path(name), name, schema, path, keys);
        }
        JsonNode others = resolved.path("additionalProperties");
        if (others.isObject()) {
            String name = example(schema).propertyNames().iterator().next();
            add(others, name, schema, path, keys);
        }
    }

    private static void add(JsonNode schema, String name, JsonNode parent, List<String> path, List<Key> keys) {
        List<String> below = new ArrayList<>(path);
        below.add(name);
        keys.add(new Key(below, schema, parent));
        walk(schema, below, keys);
    }

    private static JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : SCHEMA.json().at(reference.substring(1));
    }

    private static JsonNode example(JsonNode schema) {
        return schema.has("examples")
                ? schema.path("examples").path(0)
                : resolve(schema).path("examples").path(0);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isReadWhenItIsRight(Key key) {
        assertThat(complaints(write(document(key), key, false))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isMissedWhereItIsRequired(Key key) {
        boolean isRequired = Stream.of(resolve(key.parent()).path("required"))
                .flatMap(JsonNode::valueStream)
                .anyMatch(name -> name.asString().equals(key.name()));
        ObjectNode document = document(key);
        holder(document, key).remove(key.name());

        List<Complaint> complaints = complaints(write(document, key, false));

        if (isRequired) {
            assertThat(complaints).anySatisfy(complaint -> {
                assertThat(complaint.path()).isEqualTo(key.dotted());
                assertThat(complaint.message()).contains("the key '" + key.name() + "' is missing");
                assertThat(complaint.cure()).isNotNull();
            });
        } else {
            assertThat(complaints).noneMatch(complaint -> complaint.message().contains("'" + key.name() + "' must be"));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isRefusedWithAValueOfTheWrongType(Key key) {
        for (String wrong : List.of("[ \"x\" ]", "12", "\"text\"", "{ \"zzz\": [] }")) {
            JsonNode value = JSON.readTree(wrong);
            if (!allows(resolve(key.schema()), value)) {
                ObjectNode document = document(key);
                holder(document, key).set(key.name(), value);

                assertThat(complaints(write(document, key, false))).as(wrong).anySatisfy(complaint -> {
                    assertThat(complaint.path()).isEqualTo(key.dotted());
                    assertThat(complaint.message()).contains(" must be ");
                    assertThat(complaint.line()).isPositive();
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isRefusedBesideAnUnknownNeighbour(Key key) {
        ObjectNode document = document(key);
        String neighbour = key.isNamedBySchema() ? "zzzqqq" : "a`b";
        holder(document, key).set(neighbour, example(key.schema()));

        assertThat(complaints(write(document, key, false))).anySatisfy(complaint -> {
            assertThat(complaint.path())
                    .isEqualTo(key.parentDotted().isEmpty() ? neighbour : key.parentDotted() + "." + neighbour);
            assertThat(complaint.text()).contains(neighbour);
            assertThat(complaint.cure()).isNotNull();
        });
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isRefusedWhenItIsThereTwice(Key key) {
        List<Complaint> complaints = complaints(write(document(key), key, true));

        assertThat(complaints).singleElement().satisfies(complaint -> {
            assertThat(complaint.path()).isEqualTo(key.dotted());
            assertThat(complaint.message()).startsWith("the key '" + key.name() + "' is there twice, first in line ");
        });
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isExplainedInTheSchemaAndInTheReference(Key key) throws IOException {
        assertThat(key.schema().path("description").asString(""))
                .as("description of " + key)
                .isNotEmpty();
        if (key.isNamedBySchema()) {
            String reference = Files.readString(Path.of("src/docs/job-reference.md"));
            assertThat(reference).contains("`" + key.name() + "`");
            Optional<String> fallback = key.schema().has("default")
                    ? Optional.of(key.schema().path("default").asString())
                    : Optional.empty();
            fallback.ifPresent(text -> assertThat(reference)
                    .as("default of " + key)
                    .containsPattern("\\| `" + key.name() + "` \\|[^\\n]*\\| `" + text + "` \\|"));
        }
    }

    @Test
    void hasTheDefaultsOfTheCode() {
        JsonNode limits = SCHEMA.json().at("/properties/limits/properties");
        StringBuilder spelled = new StringBuilder(JobText.HEAD + JobText.WHERE + JobText.SET + "limits:\n");
        limits.propertyNames()
                .forEach(name -> spelled.append(
                        "  " + name + ": " + limits.path(name).path("default").asString() + "\n"));
        spelled.append("once: " + SCHEMA.json().at("/properties/once/default").asString() + "\n");
        spelled.append("done: " + SCHEMA.json().at("/properties/done/default").asString() + "\n");
        spelled.append("shares-table: "
                + SCHEMA.json().at("/properties/shares-table/default").asString() + "\n");

        JsonNode schedule = SCHEMA.json().at("/properties/schedule/properties");
        spelled.append("schedule:\n  cron: \"30 1 * * *\"\n  zone: UTC\n");
        List.of("misfire", "gap", "overlap")
                .forEach(name -> spelled.append(
                        "  " + name + ": " + schedule.path(name).path("default").asString() + "\n"));

        JobDefinition said = JobText.read(spelled.toString()).definition();
        JobDefinition silent = JobText.read(
                        JobText.HEAD + JobText.WHERE + JobText.SET + "schedule: { cron: \"30 1 * * *\", zone: UTC }\n")
                .definition();

        assertThat(said.schedule()).isNotNull().isEqualTo(silent.schedule());
        assertThat(said.limits()).isEqualTo(Limits.DEFAULTS).isEqualTo(silent.limits());
        assertThat(said.completion()).isEqualTo(silent.completion());
        assertThat(said.sharesTable()).isEqualTo(silent.sharesTable());
    }

    private static boolean allows(JsonNode schema, JsonNode value) {
        List<String> types = new ArrayList<>();
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asString()));
        } else {
            types.add(type.asString(schema.path("const").isBoolean() ? "boolean" : ""));
        }
        boolean isListed = schema.path("enum").valueStream().anyMatch(value::equals);
        return isListed
                || (value.isString() && types.contains("string"))
                || (value.isObject() && types.contains("object"))
                || (value.isArray() && types.contains("array"))
                || (value.isNumber() && (types.contains("number") || types.contains("integer")));
    }

    private static ObjectNode document(Key key) {
        ObjectNode root = (ObjectNode) JSON.readTree("""
                {"job": "broken", "database": "shop", "table": "customers", "where": "a is null", "set": {"name": "upper(name)"}}""");
        String top = key.path().get(0);
        if (WorkReading.WORDS.contains(top)) {
            WorkReading.WORDS.forEach(root::remove);
        }
        if (top.equals("schedule")) {
            root.set("parameters", JSON.readTree("{\"cutoff\": {\"type\": \"date\", \"default\": \"2020-01-01\"}}"));
        }
        if (top.equals("once")) {
            root.remove("where");
        }
        JsonNode schema = SCHEMA.json();
        ObjectNode at = root;
        for (String name : key.path()) {
            JsonNode resolved = resolve(schema);
            schema = resolved.path("properties").has(name)
                    ? resolved.path("properties").path(name)
                    : resolved.path("additionalProperties");
            boolean isLast = name.equals(key.name()) && schema.equals(key.schema());
            if (isLast) {
                at.set(name, example(schema));
                return root;
            }
            JsonNode example = example(schema);
            at.set(name, example.isObject() ? example.deepCopy() : JSON.createObjectNode());
            at = (ObjectNode) at.get(name);
        }
        return root;
    }

    private static ObjectNode holder(ObjectNode root, Key key) {
        ObjectNode at = root;
        for (String name : key.path().subList(0, key.path().size() - 1)) {
            at = (ObjectNode) at.get(name);
        }
        return at;
    }

    private static String write(JsonNode node, Key key, boolean isTwice) {
        return write(node, 0, key, isTwice);
    }

    private static String write(JsonNode node, int depth, Key key, boolean isTwice) {
        if (!node.isObject()) {
            return node.toString();
        }
        List<String> entries = new ArrayList<>();
        for (String name : node.propertyNames()) {
            boolean isOnPath =
                    depth < key.path().size() && key.path().get(depth).equals(name);
            int below = isOnPath ? depth + 1 : Integer.MAX_VALUE;
            String entry = JSON.writeValueAsString(name) + ": " + write(node.get(name), below, key, isTwice);
            entries.add(entry);
            if (isTwice && isOnPath && depth == key.path().size() - 1) {
                entries.add(entry);
            }
        }
        return "{\n" + String.join(",\n", entries) + "}";
    }

    private static List<Complaint> complaints(String text) {
        try {
            JobFile.parse(text, "job.yaml", null, SCHEMA, new Complaints("job.yaml"));
            return List.of();
        } catch (ProblemException e) {
            return Complaints.of(e);
        }
    }
}
