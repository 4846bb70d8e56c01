package io.steadfill.database.mysql;

import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import java.util.List;
import java.util.Locale;

/** Reads a MySQL or MariaDB table's columns. */
final class MySqlColumns {

    private MySqlColumns() {}

    static List<Column> of(Session session, TableName table) {
        return session.sql("""
                        select column_name as name, lower(data_type) as data_type, column_type, is_nullable = 'YES' as nullable,
                               coalesce(generation_expression, '') <> '' as is_generated, column_default as default_text,
                               extra, collation_name as collation
                        from information_schema.columns where table_schema = database() and table_name = :table
                        order by ordinal_position
                        """)
                .param("table", table.table().name())
                .query((row, i) -> new Column(
                        new Identifier(row.getString("name")),
                        row.getString("column_type"),
                        MySqlTypes.category(
                                row.getString("data_type"),
                                row.getString("column_type").toLowerCase(Locale.ROOT)),
                        row.getBoolean("nullable"),
                        row.getBoolean("is_generated"),
                        row.getBoolean("is_generated") ? null : row.getString("default_text"),
                        row.getString("extra").toLowerCase(Locale.ROOT).contains("on update"),
                        row.getString("collation")))
                .list();
    }
}
