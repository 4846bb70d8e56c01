package io.steadfill.database.catalog;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A table as the server describes it, fit to be walked.
 *
 * @param name with its schema always given, as the server names it
 * @param identity what claims are keyed by: the root relation's oid, or {@code database.table}
 * @param watched columns that other systems watch ({@code updated_at}, {@code version}, an {@code on update} default)
 * @param rowEstimate the server's guess
 * @param partitioned whether it is a partitioned parent
 * @param warnings what an operator should know before a run, in sentences
 */
public record Table(
        TableName name,
        String identity,
        List<Column> columns,
        Keyset keyset,
        List<Trigger> triggers,
        List<Identifier> watched,
        long rowEstimate,
        boolean partitioned,
        List<String> warnings) {

    public Table {
        columns = List.copyOf(columns);
        triggers = List.copyOf(triggers);
        watched = List.copyOf(watched);
        warnings = List.copyOf(warnings);
    }

    public Optional<Column> column(Identifier name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** @throws io.steadfill.problem.ProblemException naming the columns there are */
    public Column require(Identifier wanted) {
        return column(wanted)
                .orElseThrow(() -> Problem.COLUMN_NOT_FOUND
                        .with("column", wanted.name())
                        .with("table", name.toString())
                        .says("table " + name + " has no column '" + wanted + "'; it has "
                                + String.join(
                                        ", ",
                                        columns.stream()
                                                .map(c -> c.name().name())
                                                .toList())));
    }
}
