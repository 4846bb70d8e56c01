package io.steadfill.database.postgresql.chunks;

import io.steadfill.database.Cut;
import io.steadfill.database.Dialect;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.KeyRange;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Ends chunks by the bytes that they would bring into Java. A row of a table that stores nothing out of line is at most a page long, so that
 * only tables with something in their TOAST pay for being measured; the length of a value out of line is known without fetching it.
 */
final class PostgresWidth {

    private final Dialect dialect;
    private final Table table;
    private final PostgresKeys keys;
    private final String alias;
    private volatile @Nullable Boolean wide;

    PostgresWidth(Dialect dialect, Table table, PostgresKeys keys) {
        this.dialect = dialect;
        this.table = table;
        this.keys = keys;
        this.alias = dialect.quote(table.name().table());
    }

    /** Asks once a run. */
    boolean isWide(Session session) {
        Boolean known = wide;
        if (known == null) {
            known = session.sql("""
                            select exists (
                                select from pg_class c
                                where c.oid in (select cast(:table as regclass) union
                                                select t.relid from pg_partition_tree(cast(:table as regclass)) t where t.isleaf)
                                  and c.reltoastrelid <> 0 and pg_relation_size(c.reltoastrelid) > 0)
                            """)
                    .param("table", dialect.quote(table.name()))
                    .query(Boolean.class)
                    .single();
            wide = known;
        }
        return known;
    }

    @Nullable
    Cut cut(Session session, KeyRange rest, int rows, Fragment condition, List<Identifier> columns, long bytesMax) {
        Fragment in = keys.in(rest);
        StringJoiner texts = new StringJoiner(", ");
        StringJoiner order = new StringJoiner(", ");
        StringJoiner inner = new StringJoiner(", ");
        List<Column> keyColumns = table.keyset().columns();
        for (int i = 0; i < keyColumns.size(); i++) {
            texts.add("sf_k" + i + "::text");
            order.add("sf_k" + i);
            inner.add(alias + "." + dialect.quote(keyColumns.get(i).name()) + " as sf_k" + i);
        }
        Fragment first = Fragment.join(
                "select " + inner + ", case when (" + condition.sql() + ") then " + bytes(columns)
                        + " else 0 end as sf_bytes from " + dialect.quote(table.name()) + " as " + alias + " where "
                        + in.sql() + " order by " + keys.list() + " limit :sf_rows",
                in,
                condition);
        String summed =
                "select r.*, row_number() over w as sf_n, sum(sf_bytes) over w as sf_sum, count(*) over () as sf_all from ("
                        + first.sql() + ") r window w as (order by " + order + " rows unbounded preceding)";
        return Cut.first(
                session,
                Fragment.join(
                                "select " + texts + ", sf_n, sf_all from (" + summed
                                        + ") s where sf_n = 1 or sf_sum <= :sf_bytes_max order by sf_n desc limit 1",
                                first)
                        .with("sf_rows", rows)
                        .with("sf_bytes_max", bytesMax),
                keys.names(),
                rows);
    }

    private String bytes(List<Identifier> columns) {
        StringJoiner sum = new StringJoiner(" + ");
        for (Identifier name : columns) {
            String value = alias + "." + dialect.quote(name);
            sum.add(
                    switch (table.require(name).category()) {
                        case TEXT -> "coalesce(octet_length(" + value + "), 0)::bigint";
                        case BINARY -> "coalesce(octet_length(" + value + "), 0)::bigint * 2";
                        case JSON, OTHER -> "coalesce(octet_length(" + value + "::text), 0)::bigint";
                        case INTEGER, UNSIGNED, DECIMAL, FLOAT, UUID, DATE, TIME, TIMESTAMP, BOOLEAN -> "16";
                    });
        }
        return sum.toString();
    }
}
