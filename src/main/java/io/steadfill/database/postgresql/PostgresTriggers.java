package io.steadfill.database.postgresql;

import io.steadfill.database.Session;
import io.steadfill.database.catalog.Trigger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the triggers that fire when we write to a PostgreSQL relation or one of its partitions. */
final class PostgresTriggers {

    private static final Pattern DYNAMIC = Pattern.compile("\\b(execute|call|perform)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALLED = Pattern.compile("([A-Za-z_][\\w$]*)\"?\\s*\\(");
    private static final int ROUTINES_MAX = 1000;

    private PostgresTriggers() {}

    static List<Trigger> of(Session session, long relation) {
        List<Found> found = session.sql("""
                        select t.tgname, t.tgtype, l.lanname, p.prosrc, p.proname,
                               (select string_agg(a.attname, ',') from pg_attribute a
                                where a.attrelid = t.tgrelid and a.attnum > 0
                                  and position(E'\\\\000' || a.attname || E'\\\\000' in E'\\\\000' || encode(t.tgargs, 'escape')) > 0) as arguments
                        from pg_trigger t join pg_proc p on p.oid = t.tgfoid join pg_language l on l.oid = p.prolang
                        where t.tgrelid in (select relid from pg_partition_tree(:relation) union select :relation)
                          and not t.tgisinternal and t.tgenabled in ('O', 'A') and t.tgparentid = 0
                        order by t.tgname
                        """)
                .param("relation", relation)
                .query((row, i) -> new Found(
                        row.getString("tgname"),
                        row.getInt("tgtype"),
                        row.getString("lanname"),
                        row.getString("proname"),
                        row.getString("prosrc"),
                        row.getString("arguments")))
                .list();
        Set<String> routines = routinesOfUsers(session, found);
        return found.stream().map(f -> f.trigger(routines)).toList();
    }

    /** Which of the names that the bodies call belong to routines that somebody wrote here; the server's own cannot write. */
    private static Set<String> routinesOfUsers(Session session, List<Found> found) {
        Set<String> called = new TreeSet<>();
        for (Found f : found) {
            CALLED.matcher(f.body)
                    .results()
                    .limit(ROUTINES_MAX)
                    .forEach(m -> called.add(m.group(1).toLowerCase(Locale.ROOT)));
        }
        if (called.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(
                session.sql("""
                        select distinct p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                        where p.proname in (:names) and n.nspname not in ('pg_catalog', 'information_schema')
                          and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
                        """).param("names", called).query(String.class).list());
    }

    /** A trigger with its function; {@code arguments} are the columns among the trigger's arguments, with commas. */
    private record Found(
            String name,
            int type,
            String language,
            String function,
            String body,
            @Nullable String arguments) {

        Trigger trigger(Set<String> routines) {
            return new Trigger(name, events(), text(), callsRoutines(routines));
        }

        private Set<String> events() {
            Set<String> events = new TreeSet<>();
            String[] names = {"INSERT", "DELETE", "UPDATE", "TRUNCATE"};
            for (int bit = 0; bit < names.length; bit++) {
                if ((type & (4 << bit)) != 0) {
                    events.add(names[bit]);
                }
            }
            return events;
        }

        /** A function in C shows no body: what it is known to do with the columns among its arguments is written out. */
        private String text() {
            if (!language.equals("c") && !language.equals("internal")) {
                return body;
            }
            String written = arguments == null
                    ? ""
                    : Arrays.stream(arguments.split(",", -1))
                            .map(column -> "new." + column + " := " + function + "();")
                            .collect(Collectors.joining());
            return written.isEmpty() ? function : written;
        }

        private boolean callsRoutines(Set<String> routines) {
            String code = Trigger.withoutComments(body);
            return switch (language) {
                case "c", "internal" -> false;
                case "plpgsql" ->
                    DYNAMIC.matcher(code).find()
                            || CALLED.matcher(code)
                                    .results()
                                    .anyMatch(m -> routines.contains(m.group(1).toLowerCase(Locale.ROOT)));
                default -> true;
            };
        }
    }
}
