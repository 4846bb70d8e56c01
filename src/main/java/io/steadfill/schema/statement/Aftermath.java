package io.steadfill.schema.statement;

import io.steadfill.database.Session;
import io.steadfill.database.ddl.SchemaSql;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.script.statement.Change;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the catalog what became of a statement whose process died before it could write so. */
final class Aftermath {

    /** Their effect is booked in the same transaction, or doing them twice is doing them once. */
    private static final Set<String> REPEATABLE = Set.of(
            "insert",
            "update",
            "delete",
            "replace",
            "truncate",
            "modify",
            "alter",
            "convert",
            "engine",
            "row_format",
            "auto_increment",
            "force",
            "order",
            "optimize",
            "with");

    /** What is known of it. */
    enum Verdict {
        TOOK_EFFECT,
        TOOK_NONE,
        UNKNOWN
    }

    private final SchemaSql sql;
    private final Session session;

    Aftermath(SchemaSql sql, Session session) {
        this.sql = sql;
        this.session = session;
    }

    /** One decided change decides for all: a statement is carried out whole or not at all. */
    Verdict of(List<Change> changes) {
        for (Change change : changes) {
            Optional<Boolean> took = took(change);
            if (took.isPresent()) {
                return took.get() ? Verdict.TOOK_EFFECT : Verdict.TOOK_NONE;
            }
        }
        return changes.stream().allMatch(Aftermath::isRepeatable) ? Verdict.TOOK_NONE : Verdict.UNKNOWN;
    }

    private static boolean isRepeatable(Change change) {
        return change.kind() == Change.Kind.HARMLESS
                || change.kind() == Change.Kind.REINDEX
                || (change.kind() == Change.Kind.OTHER && REPEATABLE.containsAll(change.words()));
    }

    private Optional<Boolean> took(Change change) {
        TableName table = change.table();
        Identifier name = change.name();
        if (change.kind() == Change.Kind.DROP_TRIGGER && name != null) {
            return Optional.of(sql.trigger(session, table, name).isEmpty());
        }
        if (change.kind() == Change.Kind.DROP_INDEX && name != null) {
            return Optional.of(!sql.hasIndex(session, table == null ? new TableName(null, name) : table, name));
        }
        if (table == null) {
            return Optional.empty();
        }
        if (change.kind() == Change.Kind.CREATE_TABLE) {
            return Optional.of(sql.hasTable(session, table));
        }
        if (change.kind() == Change.Kind.DROP_TABLE) {
            return Optional.of(!sql.hasTable(session, table));
        }
        return name == null ? Optional.empty() : took(change.kind(), table, name);
    }

    private Optional<Boolean> took(Change.Kind kind, TableName table, Identifier name) {
        return switch (kind) {
            case ADD_COLUMN -> Optional.of(sql.hasColumn(session, table, name));
            case DROP_COLUMN -> Optional.of(!sql.hasColumn(session, table, name));
            case ADD_CONSTRAINT ->
                Optional.of(sql.constraint(session, table, name).isPresent());
            case DROP_CONSTRAINT ->
                Optional.of(sql.constraint(session, table, name).isEmpty());
            case CREATE_INDEX -> Optional.of(sql.hasIndex(session, table, name));
            case CREATE_TRIGGER -> Optional.of(sql.trigger(session, table, name).isPresent());
            case CREATE_TABLE, DROP_TABLE, DROP_INDEX, DROP_TRIGGER, VALIDATE_CONSTRAINT, REINDEX, HARMLESS, OTHER ->
                Optional.empty();
        };
    }
}
