package io.steadfill.database.target;

import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.definition.Vendor;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataAccessException;

/** Our own tables in one target: makes them, and tells whether they are there, of which format, and whose. */
public final class TargetTables {

    /** Of the tables; a target with a higher one was made by a newer release. */
    public static final int FORMAT = 1;

    private static final String FORMAT_MARK = "format";
    private static final String CONTROL_MARK = "control";
    private static final String GENERATION_MARK = "generation";
    /** With the id of a former control after it: when another took its place. */
    private static final String SUPERSEDED_MARK = "superseded ";

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
            Map<String, String> marks = Marks.all(session);
            requireKnownFormat(marks);
            requireControl(marks, controlId);
            Marks.keep(session, CONTROL_MARK, controlId);
            Marks.keep(session, GENERATION_MARK, "1");
            Marks.keep(session, IDENTITY_MARK, UUID.randomUUID().toString());
            Marks.keep(session, PRODUCTION_MARK, String.valueOf(production));
            if (production) {
                Marks.put(session, PRODUCTION_MARK, "true");
            }
            // Written last: without it the target counts as not initialised.
            Marks.keep(session, FORMAT_MARK, String.valueOf(FORMAT));
            requireControl(Marks.all(session), controlId);
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
        Marks.lock(session, FORMAT_MARK);
        Map<String, String> marks = Marks.all(session);
        requireControl(marks, controlId);
        if (generation(marks) != generation) {
            throw Problem.FENCED_OUT
                    .with("database", database.name())
                    .says("database '" + database.name() + "' was adopted meanwhile; this process stops");
        }
    }

    /**
     * The same for a process that did not check before: checks and holds in one.
     *
     * @throws io.steadfill.problem.ProblemException as {@link #check}
     */
    public void hold(Session session, String controlId) {
        hold(session, controlId, check(session, controlId));
    }

    /**
     * Makes the target another control's, in the caller's transaction, which waits for whoever holds it; returns the new generation. The former
     * control, should it live after all, is told so wherever it checks.
     *
     * @param lost the control that the target belongs to, as the caller saw it
     * @throws io.steadfill.problem.ProblemException when it belongs to a third one by now
     */
    public long adopt(Session session, String lost, String controlId) {
        Marks.lock(session, FORMAT_MARK);
        Map<String, String> marks = requireMade(session);
        other(marks, lost).ifPresent(third -> {
            throw mismatch(third, lost);
        });
        long generation = generation(marks) + 1;
        Marks.put(session, CONTROL_MARK, controlId);
        Marks.put(session, GENERATION_MARK, String.valueOf(generation));
        if (!lost.equals(controlId)) {
            Marks.put(
                    session,
                    SUPERSEDED_MARK + lost,
                    session.dialect().now(session).toString());
            Marks.remove(session, SUPERSEDED_MARK + controlId);
            ControlPulse.end(session, lost);
        }
        return generation;
    }

    private static long generation(Map<String, String> marks) {
        return Long.parseLong(marks.getOrDefault(GENERATION_MARK, "1"));
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
        return database.production() || Boolean.parseBoolean(Marks.all(session).get(PRODUCTION_MARK));
    }

    /** The target's own random id, drawn when it was initialised: tells it from another one under the same name. */
    public String identity(Session session) {
        return Marks.all(session).getOrDefault(IDENTITY_MARK, "");
    }

    private Map<String, String> requireMade(Session session) {
        if (!session.dialect().hasTargetTables(session)) {
            throw missing("has no Steadfill tables");
        }
        Map<String, String> marks = Marks.all(session);
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
        other(marks, controlId).ifPresent(other -> {
            String since = marks.get(SUPERSEDED_MARK + controlId);
            throw since == null ? mismatch(other, controlId) : superseded(other, controlId, since);
        });
    }

    private static Optional<String> other(Map<String, String> marks, String controlId) {
        return Optional.ofNullable(marks.get(CONTROL_MARK)).filter(control -> !control.equals(controlId));
    }

    private ProblemException mismatch(String other, String controlId) {
        return Problem.CONTROL_MISMATCH
                .with("database", database.name())
                .with("control", other)
                .says("database '" + database.name() + "' belongs to control database " + other + ", and this is "
                        + controlId
                        + "; work through that one, or, if it is lost for good, take the target over by: adopt "
                        + database.name() + " --print");
    }

    private ProblemException superseded(String other, String controlId, String since) {
        return Problem.CONTROL_SUPERSEDED
                .with("database", database.name())
                .with("control", other)
                .with("since", since)
                .says("control database " + other + " took database '" + database.name() + "' over from this one, "
                        + controlId + ", at " + since + ": from here nothing is written there any more; work through "
                        + "that one, and take '" + database.name() + "' out of this one's configuration");
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
