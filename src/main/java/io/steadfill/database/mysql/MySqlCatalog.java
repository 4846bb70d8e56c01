package io.steadfill.database.mysql;

import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Column;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.catalog.TableNotFound;
import io.steadfill.database.catalog.Trigger;
import io.steadfill.database.catalog.TriggerWarnings;
import io.steadfill.database.catalog.WatchedColumns;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes MySQL and MariaDB tables, and refuses those that cannot be walked safely. */
final class MySqlCatalog {

    Table describe(Session session, TableName wanted, List<String> walkedBy) {
        Found found = find(session, wanted);
        found.requireTable();
        TableName name = new TableName(new Identifier(found.database), new Identifier(found.table));
        List<Column> columns = MySqlColumns.of(session, name);
        List<Trigger> triggers = MySqlTriggers.of(session, name);
        MySqlTriggers.requireTransactions(session, name, triggers);
        return new Table(
                name,
                found.database + "." + found.table,
                columns,
                MySqlIndexes.keyset(session, name, columns, walkedBy),
                triggers,
                WatchedColumns.of(columns, triggers),
                rowEstimate(session, name),
                found.partitioned,
                warnings(session, found, name, triggers));
    }

    private static Found find(Session session, TableName wanted) {
        String database = session.sql("select database()").query(String.class).single();
        // With lower_case_table_names the server itself compares names without their case.
        boolean anyCase = session.sql("select @@lower_case_table_names")
                        .query(Integer.class)
                        .single()
                != 0;
        Identifier schema = wanted.schema();
        if (schema != null
                && !(anyCase
                        ? schema.name().equalsIgnoreCase(database)
                        : schema.name().equals(database))) {
            throw refused(
                    wanted.toString(),
                    "is outside the database of the URL, which is " + database
                            + "; configure its database under a name of its own");
        }
        String table = wanted.table().name();
        return session.first(
                        Fragment.of("""
                                select table_schema as db, table_name as name, table_type as kind, engine, create_options as options
                                from information_schema.tables
                                where table_schema = database() and table_name = :table
                                """, "table", anyCase ? table.toLowerCase(Locale.ROOT) : table),
                        (row, i) -> new Found(
                                row.getString("db"),
                                row.getString("name"),
                                row.getString("kind"),
                                row.getString("engine"),
                                String.valueOf(row.getString("options")).contains("partitioned")))
                .orElseThrow(() -> notFound(session, wanted));
    }

    private static ProblemException notFound(Session session, TableName wanted) {
        return TableNotFound.of(wanted, session.sql("""
                        select table_name as name from information_schema.tables
                        where table_schema = database() and table_type <> 'VIEW' and table_name not like 'steadfill\\_%'
                        order by 1 limit 1000
                        """).query(String.class).list());
    }

    /** InnoDB's own guess of now; what {@code information_schema} tells may be a day old. */
    private static long rowEstimate(Session session, TableName name) {
        return session
                .sql("explain format=traditional select 1 from "
                        + session.dialect().quote(name))
                .query()
                .listOfRows()
                .stream()
                .map(row -> row.get("rows"))
                .filter(Objects::nonNull)
                // MariaDB gives the number as a text.
                .mapToLong(rows -> new BigDecimal(rows.toString()).longValue())
                .sum();
    }

    private static List<String> warnings(Session session, Found found, TableName name, List<Trigger> triggers) {
        List<String> warnings = new ArrayList<>();
        if (found.kind.equals("SYSTEM VERSIONED")) {
            warnings.add("table " + name + " is system-versioned: each changed row also leaves its old version behind");
        }
        if (triggers.isEmpty() && !MySqlTriggers.areSeen(session)) {
            warnings.add("our role has no TRIGGER right, so it cannot see whether table " + name
                    + " has triggers; an administrator can say: grant trigger on "
                    + session.dialect().quote(new Identifier(found.database)) + ".* to our role");
        }
        warnings.addAll(TriggerWarnings.of(name, triggers));
        warnings.addAll(session.sql("""
                        select concat('foreign key ', constraint_name, ' of ', table_name, ' follows: ',
                                      concat_ws(', ', case delete_rule when 'CASCADE' then 'a deleted row deletes its rows'
                                                                       when 'SET NULL' then 'a deleted row sets its columns null'
                                                                       when 'SET DEFAULT' then 'a deleted row sets its columns to their defaults' end,
                                                      case update_rule when 'CASCADE' then 'a changed key is changed there too'
                                                                       when 'SET NULL' then 'a changed key sets its columns null'
                                                                       when 'SET DEFAULT' then 'a changed key sets its columns to their defaults' end))
                        from information_schema.referential_constraints
                        where unique_constraint_schema = :database and referenced_table_name = :table
                          and (delete_rule in ('CASCADE', 'SET NULL', 'SET DEFAULT') or update_rule in ('CASCADE', 'SET NULL', 'SET DEFAULT'))
                        order by 1
                        """)
                .params(Map.of("database", found.database, "table", found.table))
                .query(String.class)
                .list());
        return warnings;
    }

    static ProblemException refused(String table, String why) {
        return Problem.TABLE_UNSUPPORTED.with("table", table).says(table + " " + why);
    }

    /** What {@code information_schema.tables} says; a view has no engine. */
    private record Found(
            String database,
            String table,
            String kind,
            @Nullable String engine,
            boolean partitioned) {

        void requireTable() {
            String name = database + "." + table;
            if (kind.equals("VIEW") || kind.equals("SYSTEM VIEW")) {
                throw refused(name, "is a view; name the table below it");
            }
            if (kind.equals("SEQUENCE")) {
                throw refused(name, "is a sequence, not a table");
            }
            if (table.startsWith("steadfill_")) {
                throw refused(name, "is one of Steadfill's own tables");
            }
            if (engine == null || !engine.equalsIgnoreCase("InnoDB")) {
                throw refused(
                        name,
                        "is stored by " + (engine == null ? "an engine that does not answer" : engine)
                                + ", which Steadfill cannot roll back; an administrator can say: alter table `" + table
                                + "` engine = InnoDB");
            }
        }
    }
}
