package io.steadfill.database.postgresql;

import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.catalog.TableNotFound;
import io.steadfill.database.catalog.Trigger;
import io.steadfill.database.catalog.TriggerWarnings;
import io.steadfill.database.catalog.WatchedColumns;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes PostgreSQL tables, and refuses those that cannot be walked safely. */
final class PostgresCatalog {

    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("pg_catalog", "information_schema", "pg_toast", "steadfill");

    Table describe(Session session, TableName wanted, List<String> walkedBy) {
        Relation relation = relation(session, wanted);
        relation.requireTable();
        requireSight(session, relation);
        PostgresColumns columns = PostgresColumns.of(session, relation.oid());
        List<Trigger> triggers = PostgresTriggers.of(session, relation.oid());
        return new Table(
                relation.name(),
                String.valueOf(relation.root()),
                columns.columns(),
                new PostgresIndexes(session, relation).keyset(columns, walkedBy),
                triggers,
                WatchedColumns.of(columns.columns(), triggers),
                rowEstimate(session, relation),
                relation.isPartitioned(),
                warnings(session, relation, triggers));
    }

    private static Relation relation(Session session, TableName wanted) {
        Fragment query = new Fragment("""
                        select c.oid::bigint as oid, n.nspname, c.relname, c.relkind::text, c.relpersistence::text,
                               coalesce(pg_partition_root(c.oid)::oid, c.oid)::bigint as root,
                               c.relrowsecurity, row_security_active(c.oid) as hides,
                               has_table_privilege(c.oid, 'select') or has_any_column_privilege(c.oid, 'select') as readable,
                               exists (select from pg_rewrite r where r.ev_class = c.oid and c.relkind in ('r', 'p')) as rules,
                               c.relkind = 'r' and exists (select from pg_inherits i where i.inhparent = c.oid) as inherited,
                               (select string_agg(distinct coalesce(f.relname || ' (foreign table)', a.amname), ', ')
                                from pg_class l left join pg_class f on f.oid = l.oid and f.relkind = 'f'
                                     left join pg_am a on a.oid = l.relam
                                where l.oid in (select t.relid from pg_partition_tree(c.oid) t where t.isleaf union select c.oid)
                                  and l.relkind in ('r', 'f') and (l.relkind = 'f' or a.amname <> 'heap')) as other_storage
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relname = :table and c.relkind in ('r', 'p', 'v', 'm', 'f')
                          and (n.nspname = cast(:schema as text) or (cast(:schema as text) is null and pg_table_is_visible(c.oid)))
                        """, Map.of("table", wanted.table().name()))
                .with("schema", wanted.schema() == null ? null : wanted.schema().name());
        return session.first(
                        query,
                        (row, i) -> new Relation(
                                row.getLong("oid"),
                                row.getLong("root"),
                                new TableName(
                                        new Identifier(row.getString("nspname")),
                                        new Identifier(row.getString("relname"))),
                                row.getString("relkind").charAt(0),
                                row.getString("relpersistence").charAt(0),
                                row.getBoolean("relrowsecurity"),
                                row.getBoolean("hides"),
                                row.getBoolean("readable"),
                                row.getBoolean("rules"),
                                row.getBoolean("inherited"),
                                row.getString("other_storage")))
                .orElseThrow(() -> notFound(session, wanted));
    }

    private static ProblemException notFound(Session session, TableName wanted) {
        List<String> tables = session.sql("""
                        select case when pg_table_is_visible(c.oid) then c.relname else n.nspname || '.' || c.relname end
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and not c.relispartition
                          and n.nspname not in ('pg_catalog', 'information_schema', 'steadfill') and n.nspname not like 'pg\\_t%'
                        order by 1 limit 1000
                        """).query(String.class).list();
        return TableNotFound.of(wanted, tables);
    }

    private static void requireSight(Session session, Relation relation) {
        if (SYSTEM_SCHEMAS.contains(String.valueOf(relation.name().schema()))) {
            throw relation.refused("is not a table of an application");
        }
        String role = session.sql("select current_user").query(String.class).single();
        if (!relation.readable()) {
            throw Problem.PRIVILEGE_MISSING
                    .with("table", relation.name().toString())
                    .with("role", role)
                    .says("role " + role + " may not read table " + relation.name()
                            + "; an owner can say: grant select on "
                            + session.dialect().quote(relation.name()) + " to "
                            + session.dialect().quote(new Identifier(role)));
        }
        if (relation.hides()) {
            throw Problem.ROW_HIDDEN
                    .with("table", relation.name().toString())
                    .with("role", role)
                    .says("row security is on for table " + relation.name() + " and applies to role " + role
                            + ", so rows could be hidden from us; work as a role that bypasses it: alter role "
                            + session.dialect().quote(new Identifier(role)) + " bypassrls");
        }
    }

    /** Rows a page as of the last analyze, times the pages there are now: the planner's own way. */
    private static long rowEstimate(Session session, Relation relation) {
        return session.sql("""
                        select coalesce(sum(case when l.reltuples >= 0 and l.relpages > 0
                                                 then l.reltuples / l.relpages * (pg_relation_size(l.oid) / current_setting('block_size')::int)
                                                 when l.reltuples >= 0 and pg_relation_size(l.oid) = 0 then 0
                                                 else pg_relation_size(l.oid) / 100 end), 0)::bigint
                        from pg_class l
                        where l.oid in (select t.relid from pg_partition_tree(:oid) t where t.isleaf union select :oid)
                        """).param("oid", relation.oid()).query(Long.class).single();
    }

    private static List<String> warnings(Session session, Relation relation, List<Trigger> triggers) {
        List<String> warnings = new ArrayList<>();
        if (relation.persistence() == 'u') {
            warnings.add("table " + relation.name()
                    + " is unlogged: a crash of the server empties it, and with it what a run did");
        }
        if (relation.rowSecurity()) {
            warnings.add("row security is on for table " + relation.name() + "; our role bypasses it");
        }
        warnings.addAll(TriggerWarnings.of(relation.name(), triggers));
        warnings.addAll(session.sql("""
                        select 'foreign key ' || k.conname || ' of ' || k.conrelid::regclass || ' follows: '
                               || concat_ws(', ', case k.confdeltype when 'c' then 'a deleted row deletes its rows'
                                                                     when 'n' then 'a deleted row sets its columns null'
                                                                     when 'd' then 'a deleted row sets its columns to their defaults' end,
                                                  case k.confupdtype when 'c' then 'a changed key is changed there too'
                                                                     when 'n' then 'a changed key sets its columns null'
                                                                     when 'd' then 'a changed key sets its columns to their defaults' end)
                        from pg_constraint k
                        where k.contype = 'f' and k.conparentid = 0 and k.confrelid in (:oid, :root)
                          and (k.confdeltype in ('c', 'n', 'd') or k.confupdtype in ('c', 'n', 'd'))
                        order by 1
                        """)
                .param("oid", relation.oid())
                .param("root", relation.root())
                .query(String.class)
                .list());
        return warnings;
    }
}
