package io.steadfill.database.target;

import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/** What a target says of itself, name to value, in our own table there. */
final class Marks {

    private Marks() {}

    /** All but those of single runs. */
    static Map<String, String> all(Session session) {
        Map<String, String> marks = new HashMap<>();
        session.list(
                Fragment.of("select name, value from " + table(session) + " where name not like '" + WalkedKeys.MARK
                        + "%'"),
                (row, i) -> marks.put(row.getString(1), row.getString(2)));
        return marks;
    }

    /** The value of this one; null where there is none. */
    static @Nullable String one(Session session, String name) {
        return session.first(
                        Fragment.of("select value from " + table(session) + " where name = :name", "name", name),
                        (row, i) -> row.getString(1))
                .orElse(null);
    }

    /** Waits for whoever holds this one, and holds it until the transaction ends. */
    static void lock(Session session, String name) {
        session.sql(Fragment.of("select value from " + table(session) + " where name = :name for update", "name", name))
                .query(String.class)
                .optional();
    }

    /** Keeps what is there; two that mark at once find the same. */
    static void keep(Session session, String name, String value) {
        try {
            if (!all(session).containsKey(name)) {
                insert(session, name, value);
            }
        } catch (DuplicateKeyException e) {
            LoggerFactory.getLogger(Marks.class).debug("{} is marked already", name, e);
        }
    }

    /** Puts the value in the place of one that may be there. */
    static void put(Session session, String name, String value) {
        int changed = session.update(
                Fragment.of("update " + table(session) + " set value = :value where name = :name", "name", name)
                        .with("value", value));
        if (changed == 0) {
            insert(session, name, value);
        }
    }

    static void remove(Session session, String name) {
        session.update(Fragment.of("delete from " + table(session) + " where name = :name", "name", name));
    }

    private static void insert(Session session, String name, String value) {
        session.update(
                Fragment.of("insert into " + table(session) + " (name, value) values (:name, :value)", "name", name)
                        .with("value", value));
    }

    private static String table(Session session) {
        return session.dialect().ours("meta");
    }
}
