package io.steadfill.definition;

import io.steadfill.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A table's name, with its schema where the job gives one; without it the connection's default schema is meant. */
public record TableName(@Nullable Identifier schema, Identifier table) {

    /** Reads {@code table} or {@code schema.table}. */
    public static TableName of(String text) {
        String[] parts = text.split("\\.", -1);
        return switch (parts.length) {
            case 1 -> new TableName(null, new Identifier(parts[0]));
            case 2 -> new TableName(new Identifier(parts[0]), new Identifier(parts[1]));
            default ->
                throw Problem.DEFINITION_INVALID
                        .with("table", text)
                        .says("'" + text + "' is no table name: write table or schema.table");
        };
    }

    @Override
    public String toString() {
        return schema == null ? table.name() : schema.name() + "." + table.name();
    }
}
