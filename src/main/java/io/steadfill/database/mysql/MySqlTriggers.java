package io.steadfill.database.mysql;

import io.steadfill.database.Session;
import io.steadfill.database.catalog.Trigger;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the triggers of a MySQL or MariaDB table. */
final class MySqlTriggers {

    private static final Pattern CALL = Pattern.compile("\\bcall\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALLED = Pattern.compile("([A-Za-z_][\\w$]*)`?\\s*\\(");

    private MySqlTriggers() {}

    static List<Trigger> of(Session session, TableName table) {
        List<Trigger> triggers = session.sql("""
                        select trigger_name as name, event_manipulation as event, action_statement as body
                        from information_schema.triggers
                        where event_object_schema = database() and event_object_table = :table
                        order by event_manipulation, action_timing, action_order
                        """)
                .param("table", table.table().name())
                .query((row, i) -> new Trigger(
                        row.getString("name"), Set.of(row.getString("event")), row.getString("body"), false))
                .list();
        Set<String> routines = routines(session, triggers);
        return triggers.stream()
                .map(t -> new Trigger(t.name(), t.events(), t.body(), callsRoutines(t, routines)))
                .toList();
    }

    /**
     * Refuses a table with a trigger that names a table of an engine that cannot roll back.
     *
     * @throws io.steadfill.problem.ProblemException naming the trigger and the table
     */
    static void requireTransactions(Session session, TableName table, List<Trigger> triggers) {
        if (triggers.isEmpty()) {
            return;
        }
        List<Stored> others = session.sql("""
                        select table_schema as db, table_name as name, engine from information_schema.tables
                        where engine <> 'InnoDB' and table_schema not in ('mysql', 'sys', 'information_schema', 'performance_schema')
                        """)
                .query((row, i) ->
                        new Stored(row.getString("db"), new Identifier(row.getString("name")), row.getString("engine")))
                .list();
        for (Trigger trigger : triggers) {
            for (Stored other : others) {
                if (other.isNamedBy(trigger, table)) {
                    throw MySqlCatalog.refused(
                            table.toString(),
                            "has the trigger " + trigger.name() + ", which names " + other.database + "." + other.name
                                    + "; that table is stored by " + other.engine
                                    + ", which Steadfill cannot roll back; an administrator can say: alter table `"
                                    + other.name + "` engine = InnoDB");
                }
            }
        }
    }

    /** Whether our role would see a trigger if there were one; a server without grants shows everything. */
    static boolean areSeen(Session session) {
        return session.sql("""
                        select not exists (select 1 from information_schema.user_privileges)
                            or exists (select 1 from information_schema.user_privileges where privilege_type = 'TRIGGER')
                            or exists (select 1 from information_schema.schema_privileges
                                       where privilege_type = 'TRIGGER' and database() like table_schema)
                            or exists (select 1 from information_schema.table_privileges
                                       where privilege_type = 'TRIGGER' and table_schema = database())
                        """).query(Boolean.class).single();
    }

    private static boolean callsRoutines(Trigger trigger, Set<String> routines) {
        String code = trigger.code();
        return CALL.matcher(code).find() || called(code).stream().anyMatch(routines::contains);
    }

    private static Set<String> called(String code) {
        return CALLED.matcher(code)
                .results()
                .map(m -> m.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> routines(Session session, List<Trigger> triggers) {
        Set<String> called = new TreeSet<>();
        triggers.forEach(t -> called.addAll(called(t.code())));
        if (called.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(
                session.sql("""
                        select distinct lower(routine_name) as name from information_schema.routines
                        where lower(routine_name) in (:names) and routine_schema <> 'sys'
                        """).param("names", called).query(String.class).list());
    }

    /** A table that an engine other than InnoDB stores. */
    private record Stored(String database, Identifier name, String engine) {

        /** In another database it counts only where that is named too. */
        boolean isNamedBy(Trigger trigger, TableName table) {
            Identifier schema = table.schema();
            boolean here = schema != null && schema.name().equals(database);
            return trigger.names(name) && (here || trigger.names(new Identifier(database)));
        }
    }
}
