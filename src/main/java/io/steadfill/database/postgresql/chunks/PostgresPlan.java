package io.steadfill.database.postgresql.chunks;

import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.PlanSeen;
import io.steadfill.database.Session;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import org.jspecify.annotations.Nullable;

/**
 * What EXPLAIN says of a statement.
 *
 * @param text its lines
 */
record PostgresPlan(Dialect dialect, String sql, String text) {

    static PostgresPlan of(Session session, Dialect dialect, Fragment statement) {
        Fragment explained = Fragment.join("explain (verbose, costs on) " + statement.sql(), statement);
        return new PostgresPlan(
                dialect, statement.sql(), String.join("\n", session.list(explained, (row, n) -> row.getString(1))));
    }

    /** @param via the index that the statement has to go by; null where any but the whole table will do */
    PlanSeen seen(TableName table, @Nullable Identifier via) {
        boolean byIndex = via == null ? !text.contains("Seq Scan on " + plain(table)) : text.contains(via.name());
        return new PlanSeen(sql, text, byIndex);
    }

    /** The name as EXPLAIN prints it: quoted only where it must be. */
    private String plain(TableName table) {
        String schema = table.schema() == null ? "" : plain(table.schema()) + ".";
        return schema + plain(table.table());
    }

    private String plain(Identifier identifier) {
        return identifier.name().matches("[a-z_][a-z0-9_]*") ? identifier.name() : dialect.quote(identifier);
    }
}
