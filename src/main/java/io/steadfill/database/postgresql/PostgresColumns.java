package io.steadfill.database.postgresql;

import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.definition.Identifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A PostgreSQL relation's columns.
 *
 * @param walkable those whose type can be part of a key
 */
record PostgresColumns(List<Column> columns, Set<Identifier> walkable) {

    static PostgresColumns of(Session session, long relation) {
        List<Read> read = session.sql("""
                        with recursive base (oid, below) as (
                            select t.oid, t.oid from pg_type t
                            where t.oid in (select a.atttypid from pg_attribute a where a.attrelid = :relation)
                            union all
                            select base.oid, t.typbasetype from base join pg_type t on t.oid = base.below where t.typtype = 'd'
                        )
                        select a.attname, format_type(a.atttypid, a.atttypmod) as type, t.typname, t.typtype = 'e' as enumeration,
                               a.attnotnull and not exists (
                                   select from pg_constraint k
                                   where k.conrelid = a.attrelid and k.contype = 'n' and k.conkey = array[a.attnum] and not k.convalidated
                               ) as attnotnull,
                               exists (select from base d join pg_type n on n.oid = d.below where d.oid = a.atttypid and n.typnotnull) as domain_not_null,
                               a.attgenerated <> '' as generated, a.attidentity = 'a' as numbered,
                               case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as default_text
                        from pg_attribute a
                        join base b on b.oid = a.atttypid
                        join pg_type t on t.oid = b.below and t.typtype <> 'd'
                        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                        where a.attrelid = :relation and a.attnum > 0 and not a.attisdropped
                        order by a.attnum
                        """)
                .param("relation", relation)
                .query((row, i) -> new Read(
                        new Column(
                                new Identifier(row.getString("attname")),
                                row.getString("type"),
                                PostgresTypes.category(row.getString("typname")),
                                !row.getBoolean("attnotnull") && !row.getBoolean("domain_not_null"),
                                row.getBoolean("generated"),
                                row.getString("default_text"),
                                false,
                                null,
                                row.getBoolean("numbered")),
                        PostgresTypes.isWalkable(row.getString("typname"), row.getBoolean("enumeration"))))
                .list();
        return new PostgresColumns(
                read.stream().map(Read::column).toList(),
                read.stream().filter(Read::walkable).map(r -> r.column.name()).collect(Collectors.toSet()));
    }

    private record Read(Column column, boolean walkable) {}
}
