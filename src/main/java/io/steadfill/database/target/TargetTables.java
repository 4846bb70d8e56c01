package io.steadfill.database.target;

import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Failure;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.definition.Vendor;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

/** Our own tables in one target: makes them, and tells whether they are there, of which format, and whose. */
public final class TargetTables {

    /** Of the tables; a target with a higher one was made by a newer release. */
    public static final int FORMAT = 1;

    private static final String FORMAT_MARK = "format";
    private static final String CONTROL_MARK = "control";
    private static final String GENERATION_MARK = "generation";
    private static final String PRODUCTION_MARK = "production";
    private static final String IDENTITY_MARK = "identity";
    private static final int ATTEMPTS = 3;

    /** Of PostgreSQL, for a name that another session is just giving: a unique key of its catalog, a type, a table, a schema. */
    private static final Set<String> CLASHES = Set.of("23505", "42710", "42P07", "42P06");

    private final Database database;

    public TargetTables(Database database) {
        this.database = database;
    }

    /** The SQL that makes the tables, and the grants of the three roles that use them, for an administrator to read and run. */
    public static String print(Vendor vendor) {
        String folder = vendor == Vendor.POSTGRESQL ? "postgresql" : "mysql";
        return TargetScript.text(folder, "V001__tables.sql") + "\n" + TargetScript.text(folder, "grants.sql");
    }

    /**
     * Makes the tables where they are missing, and marks the target as belonging to a control database. Doing it again changes
     * nothing, except that a target once marked production stays so.
     *
     * @param controlId the random id of the control database
     * @throws io.steadfill.problem.ProblemException when our role may not, the target belongs to another control, or a newer release made
     *     the tables
     */
    public void init(String controlId, boolean production) {
        try (Session session = database.open(Purpose.SCHEMA)) {
            if (!isComplete(session)) {
                make(session);
            }
            Map<String, String> marks = marks(session);
            requireKnownFormat(marks);
            requireControl(marks, controlId);
            mark(session, CONTROL_MARK, controlId);
            mark(session, GENERATION_MARK, "1");
            mark(session, IDENTITY_MARK, UUID.randomUUID().toString());
            mark(session, PRODUCTION_MARK, String.valueOf(production));
            if (production) {
                session.update(Fragment.of(
                        "update " + meta(session) + " set value = 'true' where name = :name", "name", PRODUCTION_MARK));
            }
            // Written last: without it the target counts as not initialised.
            mark(session, FORMAT_MARK, String.valueOf(FORMAT));
            requireControl(marks(session), controlId);
        } catch (SQLException e) {
            throw database.unreachable(e);
        } catch (DataAccessException e) {
            throw refused(e);
        }
    }

    /**
     * Checks that the target is ready for a control database; returns how many adoptions its fences must count.
     *
     * @throws io.steadfill.problem.ProblemException when the tables are missing, newer than this release, or another control's
     */
    public long check(Session session, String controlId) {
        Map<String, String> marks = requireMade(session);
        requireControl(marks, controlId);
        return generation(marks);
    }

    /**
     * The same for a process that checked before, and until the transaction ends nobody else can adopt the target.
     *
     * @throws io.steadfill.problem.ProblemException also when it was adopted since
     */
    public void hold(Session session, String controlId, long generation) {
        lock(session);
        Map<String, String> marks = marks(session);
        requireControl(marks, controlId);
        if (generation(marks) != generation) {
            throw Problem.FENCED_OUT
                    .with("database", database.name())
                    .says("database '" + database.name() + "' was adopted meanwhile; this process stops");
        }
    }

    /**
     * Makes the target another control's, in the caller's transaction, which waits for whoever holds it; returns the new generation.
     *
     * @param lost the control that the target belongs to, as the caller saw it
     * @throws io.steadfill.problem.ProblemException when it belongs to a third one by now
     */
    public long adopt(Session session, String lost, String controlId) {
        lock(session);
        Map<String, String> marks = requireMade(session);
        requireControl(marks, lost);
        long generation = generation(marks) + 1;
        set(session, CONTROL_MARK, controlId);
        set(session, GENERATION_MARK, String.valueOf(generation));
        return generation;
    }

    private static long generation(Map<String, String> marks) {
        return Long.parseLong(marks.getOrDefault(GENERATION_MARK, "1"));
    }

    private static void lock(Session session) {
        session.sql(Fragment.of(
                        "select value from " + meta(session) + " where name = :name for update", "name", FORMAT_MARK))
                .query(String.class)
                .optional();
    }

    private static void set(Session session, String name, String value) {
        session.update(Fragment.of("update " + meta(session) + " set value = :value where name = :name", "name", name)
                .with("value", value));
    }

    /**
     * The id of the control database that the target belongs to.
     *
     * @throws io.steadfill.problem.ProblemException when the tables are missing or newer than this release
     */
    public String control(Session session) {
        return requireMade(session).getOrDefault(CONTROL_MARK, "");
    }

    /** Whether the target itself, or the configuration, says that it is production. */
    public boolean isProduction(Session session) {
        return database.production() || Boolean.parseBoolean(marks(session).get(PRODUCTION_MARK));
    }

    /** The target's own random id, drawn when it was initialised: tells it from another one under the same name. */
    public String identity(Session session) {
        return marks(session).getOrDefault(IDENTITY_MARK, "");
    }

    private Map<String, String> requireMade(Session session) {
        if (!session.dialect().hasTargetTables(session)) {
            throw missing("has no Steadfill tables");
        }
        Map<String, String> marks = marks(session);
        if (!marks.containsKey(FORMAT_MARK)) {
            throw missing("has Steadfill tables that were begun and not finished");
        }
        requireKnownFormat(marks);
        return marks;
    }

    private ProblemException missing(String what) {
        return Problem.TARGET_TABLES_MISSING
                .with("database", database.name())
                .says("database '" + database.name() + "' " + what + "; make them with: database init "
                        + database.name() + " (add --print for the SQL that an administrator can run instead)");
    }

    private void requireKnownFormat(Map<String, String> marks) {
        int format = Integer.parseInt(marks.getOrDefault(FORMAT_MARK, "0"));
        if (format > FORMAT) {
            throw Problem.TARGET_FORMAT_UNKNOWN
                    .with("database", database.name())
                    .with("format", format)
                    .says("database '" + database.name() + "' has Steadfill tables of format " + format
                            + "; this release knows up to " + FORMAT
                            + ": use the release that made them, or a later one");
        }
    }

    private void requireControl(Map<String, String> marks, String controlId) {
        Optional<String> other =
                Optional.ofNullable(marks.get(CONTROL_MARK)).filter(control -> !control.equals(controlId));
        if (other.isPresent()) {
            throw Problem.CONTROL_MISMATCH
                    .with("database", database.name())
                    .with("control", other.get())
                    .says("database '" + database.name() + "' belongs to control database " + other.get()
                            + ", and this is "
                            + controlId
                            + "; work through that one, or, if it is lost for good, take the target over by: adopt "
                            + database.name() + " --print");
        }
    }

    private boolean isComplete(Session session) {
        String sql = session.dialect().vendor() == Vendor.POSTGRESQL
                ? "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'steadfill' and c.relkind = 'r'"
                : "select count(*) from information_schema.tables where table_schema = database() and table_name like 'steadfill\\_%'";
        long wanted = session.dialect().targetTables().stream()
                .filter(statement -> statement.startsWith("create table"))
                .count();
        return session.sql(sql).query(Long.class).single() >= wanted;
    }

    /** Two that make the same table at once clash on PostgreSQL, whose IF NOT EXISTS does not see the other; the next attempt does. */
    private static void make(Session session) {
        for (String statement : session.dialect().targetTables()) {
            for (int attempt = 1; !isMade(session, statement, attempt); attempt++) {}
        }
    }

    private static boolean isMade(Session session, String statement, int attempt) {
        try {
            session.sql(statement).update();
            return true;
        } catch (DataAccessException e) {
            boolean clashed =
                    e.getMostSpecificCause() instanceof SQLException cause && CLASHES.contains(cause.getSQLState());
            if (!clashed || attempt == ATTEMPTS) {
                throw e;
            }
            return false;
        }
    }

    /** Keeps what is there; two that mark at once find the same. */
    private static void mark(Session session, String name, String value) {
        try {
            if (!marks(session).containsKey(name)) {
                session.update(Fragment.of(
                                "insert into " + meta(session) + " (name, value) values (:name, :value)", "name", name)
                        .with("value", value));
            }
        } catch (DuplicateKeyException e) {
            LoggerFactory.getLogger(TargetTables.class).debug("{} is marked already", name, e);
        }
    }

    private static Map<String, String> marks(Session session) {
        Map<String, String> marks = new HashMap<>();
        session.list(
                Fragment.of("select name, value from " + meta(session)),
                (row, i) -> marks.put(row.getString(1), row.getString(2)));
        return marks;
    }

    private static String meta(Session session) {
        return session.dialect().ours("meta");
    }

    private RuntimeException refused(DataAccessException e) {
        if (e.getMostSpecificCause() instanceof SQLException cause
                && database.dialect().failure(cause) == Failure.PRIVILEGE) {
            return Problem.PRIVILEGE_MISSING
                    .with("database", database.name())
                    .says(
                            "our role may not make its tables in database '" + database.name() + "' ("
                                    + cause.getMessage()
                                    + "); let an administrator run the output of: database init " + database.name()
                                    + " --print; then say database init " + database.name() + " again",
                            e);
        }
        return e;
    }
}
