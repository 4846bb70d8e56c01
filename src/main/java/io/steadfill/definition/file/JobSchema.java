package io.steadfill.definition.file;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code job.schema.json}, the file that editors use too, and what a tree breaks of it. */
final class JobSchema {

    private static final String FILE = "job.schema.json";

    private final JsonNode text;
    private final Schema schema;

    private JobSchema(JsonNode text) {
        this.text = text;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }

    static JobSchema load() {
        try (InputStream in = JobSchema.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the jar");
            }
            return new JobSchema(JsonMapper.shared().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema itself. */
    JsonNode json() {
        return text;
    }

    /** Adds a complaint for each thing that the tree breaks, one a place. */
    void check(Tree.Mapping root, Complaints complaints) {
        // Unknown keys first: one that is a misspelling of a needed key makes its absence no complaint of its own.
        List<Error> errors = schema.validate(root.json()).stream()
                .sorted(Comparator.comparing(error -> !error.getKeyword().equals("additionalProperties")))
                .toList();
        SchemaWords words = new SchemaWords(complaints, text);
        for (Error error : errors) {
            Tree at = find(root, error.getInstanceLocation());
            JsonNode rule = parent(error.getSchemaLocation().getFragment());
            words.complain(error, at, rule);
        }
    }

    private static Tree find(Tree root, NodePath path) {
        Tree at = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            Tree next = at;
            if (at instanceof Tree.Mapping mapping) {
                next = mapping.get(String.valueOf(step));
            } else if (at instanceof Tree.Listing listing && step instanceof Integer index) {
                next = listing.values().get(index);
            }
            if (next == null) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** The schema object that holds the keyword at {@code path}. */
    private JsonNode parent(NodePath path) {
        JsonNode at = text;
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            Object step = path.getElement(i);
            at = step instanceof Integer index && at.isArray() ? at.path(index) : at.path(String.valueOf(step));
        }
        return at;
    }
}
