package io.steadfill.database.postgresql;

import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.KeyCandidate;
import io.steadfill.database.catalog.Keyset;
import io.steadfill.definition.Identifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for the key of a PostgreSQL relation among its unique indexes. */
final class PostgresIndexes {

    private final Session session;
    private final Relation relation;

    PostgresIndexes(Session session, Relation relation) {
        this.session = session;
        this.relation = relation;
    }

    /**
     * @param walkedBy the columns it must be over; empty for the best
     * @throws io.steadfill.problem.ProblemException when none can be walked
     */
    Keyset keyset(PostgresColumns columns, List<String> walkedBy) {
        String table = session.dialect().quote(relation.name());
        return KeyCandidate.best(
                relation.name().toString(),
                unique().stream().map(index -> index.candidate(columns)).toList(),
                walkedBy,
                "alter table " + table
                        + " add primary key (...), after create unique index concurrently over columns that are not null");
    }

    private List<Index> unique() {
        return session.sql("""
                        select i.relname, x.indisprimary, x.indisvalid and x.indisready as valid, x.indimmediate,
                               x.indpred is not null as partial, x.indexprs is not null as expressions, m.amname,
                               (select string_agg(a.attname, E'\\n' order by k.n)
                                from unnest(x.indkey::int[]) with ordinality as k (attnum, n)
                                join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum
                                where k.n <= x.indnkeyatts) as names,
                               (select count(distinct o.flags) > 1 or bool_or(o.flags not in (0, 3))
                                from unnest(x.indoption::int[]) with ordinality as o (flags, n) where o.n <= x.indnkeyatts) as mixed,
                               (select bool_or(c.oid <> a.attcollation)
                                from unnest(x.indcollation::oid[]) with ordinality as c (oid, n)
                                join unnest(x.indkey::int[]) with ordinality as k (attnum, n) using (n)
                                join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum
                                where n <= x.indnkeyatts) as collated,
                               (select bool_or(not o.opcdefault)
                                from unnest(x.indclass::oid[]) with ordinality as c (oid, n) join pg_opclass o on o.oid = c.oid
                                where c.n <= x.indnkeyatts) as ordered_otherwise
                        from pg_index x join pg_class i on i.oid = x.indexrelid join pg_am m on m.oid = i.relam
                        where x.indrelid = :relation and x.indisunique
                        """)
                .param("relation", relation.oid())
                .query((row, i) -> new Index(
                        row.getString("relname"),
                        row.getBoolean("indisprimary"),
                        row.getString("names"),
                        flaw(
                                row.getBoolean("valid"),
                                row.getBoolean("indimmediate"),
                                row.getBoolean("partial"),
                                row.getBoolean("expressions"),
                                row.getString("amname").equals("btree"),
                                row.getBoolean("mixed"),
                                row.getBoolean("collated") || row.getBoolean("ordered_otherwise"))))
                .list();
    }

    private static @Nullable String flaw(
            boolean valid,
            boolean immediate,
            boolean partial,
            boolean expressions,
            boolean btree,
            boolean mixed,
            boolean orderedOtherwise) {
        if (!valid) {
            return "it is not valid; drop it and create it again";
        }
        if (partial) {
            return "it is partial";
        }
        if (expressions) {
            return "it is over an expression";
        }
        if (!btree) {
            return "it is no btree";
        }
        if (!immediate) {
            return "it is deferrable";
        }
        if (mixed) {
            return "it mixes ascending and descending columns";
        }
        return orderedOtherwise ? "it is ordered otherwise than its columns (collation or operator class)" : null;
    }

    private record Index(
            String name,
            boolean primary,
            @Nullable String names,
            @Nullable String flaw) {

        KeyCandidate candidate(PostgresColumns all) {
            List<Column> columns = new ArrayList<>();
            if (names != null) {
                for (String column : names.split("\n", -1)) {
                    Identifier wanted = new Identifier(column);
                    all.columns().stream().filter(c -> c.name().equals(wanted)).forEach(columns::add);
                }
            }
            String ownFlaw = flaw != null ? flaw : width(columns);
            String typeFlaw = ownFlaw == null ? type(columns, all) : null;
            return new KeyCandidate(name, primary, columns, ownFlaw != null ? ownFlaw : typeFlaw, typeFlaw != null);
        }

        private static @Nullable String type(List<Column> columns, PostgresColumns all) {
            return columns.stream()
                    .filter(c -> !all.walkable().contains(c.name()))
                    .findFirst()
                    .map(c -> "column " + c.name() + " is " + c.type() + ", which has no exact text")
                    .orElse(null);
        }

        private static @Nullable String width(List<Column> columns) {
            if (columns.size() > KeyCandidate.COLUMNS_MAX) {
                return "it has " + columns.size() + " columns";
            }
            return columns.stream()
                    .filter(Column::nullable)
                    .findFirst()
                    .map(c -> "column " + c.name() + " may be null")
                    .orElse(null);
        }
    }
}
