package io.steadfill.database.doctor;

import io.steadfill.database.Session;
import java.util.ArrayList;
import java.util.List;

/** What our role may do in a PostgreSQL database. */
final class PostgresRightsChecks {

    private PostgresRightsChecks() {}

    static List<Finding> rights(Session session) {
        List<Finding> findings = new ArrayList<>();
        String unchangeable =
                tables(session, "not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'update'))");
        if (!unchangeable.isEmpty()) {
            findings.add(Finding.amber(
                    "our role may not read and change " + unchangeable,
                    "a job on such a table stops at its first chunk",
                    "where a job needs it: grant select, update on the table to our role"));
        }
        String hidden = tables(session, "row_security_active(c.oid)");
        if (!hidden.isEmpty()) {
            findings.add(Finding.amber(
                    "row security applies to our role on " + hidden,
                    "rows could be hidden, so jobs on such a table are refused",
                    "work as a role with bypassrls"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.green("our role may read and change every table"));
        }
        return findings;
    }

    static List<Finding> ours(Session session) {
        List<String> missing = session.sql("""
                        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'steadfill' and c.relkind = 'r'
                          and not (has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
                                   and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))
                        order by 1
                        """).query(String.class).list();
        return missing.isEmpty()
                ? List.of()
                : List.of(Finding.red(
                        "our role may not write our own tables (" + String.join(", ", missing) + ")",
                        "no run can keep its checkpoints",
                        "grant select, insert, update, delete on all tables in schema steadfill to our role"));
    }

    /** Some of the tables that satisfy a condition, in words; empty where none does. */
    private static String tables(Session session, String condition) {
        List<String> tables =
                session.sql("""
                        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'steadfill')
                          and n.nspname not like 'pg\\_t%%' and %s
                        order by 1 limit 6
                        """.formatted(condition)).query(String.class).list();
        return tables.size() > 5 ? String.join(", ", tables.subList(0, 5)) + " and more" : String.join(", ", tables);
    }
}
