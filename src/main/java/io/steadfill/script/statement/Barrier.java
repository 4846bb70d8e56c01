package io.steadfill.script.statement;

import io.steadfill.database.Dialect;
import io.steadfill.database.Session;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.database.ddl.SqlTokens;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Vendor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement that makes new violators of the predicate impossible, waits for every older writer, and can be taken down again. */
public record Barrier(ScriptStatement statement, Change change, TableName table, Identifier name) {

    /** Those of several statements whose shape is known. */
    public static List<Barrier> of(List<ScriptStatement> statements, Vendor vendor) {
        return statements.stream().flatMap(s -> of(s, vendor).stream()).toList();
    }

    /** Reads a barrier whose shape is known; empty for any other, since nobody could take it down. */
    public static Optional<Barrier> of(ScriptStatement statement, Vendor vendor) {
        List<Change> changes = Shape.of(statement, vendor);
        Change change = changes.get(0);
        TableName table = change.table();
        Identifier name = change.name();
        if (changes.size() != 1 || table == null || name == null) {
            return Optional.empty();
        }
        boolean constraint = vendor == Vendor.POSTGRESQL
                && change.kind() == Change.Kind.ADD_CONSTRAINT
                && change.has("not valid")
                && (change.has("check") || change.has("foreign") || change.has("not"));
        // One that replaces another, or may be there already, is not ours to take down.
        boolean trigger = change.kind() == Change.Kind.CREATE_TRIGGER
                && !change.has("replace")
                && !change.has("if")
                && signals(statement, vendor);
        return constraint || trigger ? Optional.of(new Barrier(statement, change, table, name)) : Optional.empty();
    }

    /** On PostgreSQL a trigger's text is in its function, which cannot be judged from here. */
    private static boolean signals(ScriptStatement statement, Vendor vendor) {
        return vendor == Vendor.POSTGRESQL
                || SqlTokens.significant(statement.text(), vendor).stream().anyMatch(t -> t.is("signal"));
    }

    /** Whether it is a trigger; a constraint otherwise. */
    public boolean isTrigger() {
        return change.kind() == Change.Kind.CREATE_TRIGGER;
    }

    /** What tells this very barrier from a later one of the same name; empty when it does not stand. */
    public Optional<String> standing(SchemaSql sql, Session session) {
        return isTrigger() ? sql.trigger(session, table, name) : sql.constraint(session, table, name);
    }

    /** The statement that takes it down. */
    public String takeDown(Dialect dialect) {
        if (!isTrigger()) {
            return "alter table " + dialect.quote(table) + " drop constraint " + dialect.quote(name);
        }
        return switch (dialect.vendor()) {
            case POSTGRESQL -> "drop trigger " + dialect.quote(name) + " on " + dialect.quote(table);
            case MYSQL, MARIADB -> "drop trigger " + dialect.quote(new TableName(table.schema(), name));
        };
    }

    /** Whether the change, once done, leaves this barrier gone. */
    public boolean fallsBy(Change done, Vendor vendor) {
        return switch (done.kind()) {
            case DROP_CONSTRAINT -> !isTrigger() && same(done.name());
            case DROP_TRIGGER -> isTrigger() && same(done.name());
            case DROP_TABLE -> done.table() != null && done.table().table().equals(table.table());
            case DROP_COLUMN -> !isTrigger() && mentions(done, vendor);
            case CREATE_TABLE,
                    ADD_COLUMN,
                    ADD_CONSTRAINT,
                    VALIDATE_CONSTRAINT,
                    CREATE_INDEX,
                    DROP_INDEX,
                    REINDEX,
                    CREATE_TRIGGER,
                    HARMLESS,
                    OTHER -> false;
        };
    }

    private boolean same(@Nullable Identifier other) {
        return name.equals(other);
    }

    /** Whether the statement's change leaves the barrier standing but broken: a trigger without a column that it reads. */
    boolean breaksBy(Change change, Vendor vendor) {
        return isTrigger() && change.kind() == Change.Kind.DROP_COLUMN && mentions(change, vendor);
    }

    /** PostgreSQL drops a check along with a column that it reads. */
    private boolean mentions(Change drop, Vendor vendor) {
        Identifier column = drop.name();
        return column != null
                && SqlTokens.significant(statement.text(), vendor).stream()
                        .anyMatch(t -> t.isName() && Shape.name(t, vendor).equals(column));
    }
}
