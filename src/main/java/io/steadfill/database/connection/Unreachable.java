package io.steadfill.database.connection;

import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemBuilder;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.util.Set;

/** Words for a connection that was not had; never with a secret. */
final class Unreachable {

    /** PostgreSQL's and MySQL's ways to say that the credentials are wrong. */
    private static final Set<String> NOT_LET_IN = Set.of("28P01", "28000");

    private Unreachable() {}

    static ProblemException because(String name, Login login, SQLException error) {
        String where = login.url().where();
        String message = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        ProblemBuilder problem =
                Problem.DATABASE_UNREACHABLE.with("database", name).with("server", where);
        String says = "database '" + name + "' at " + where + " cannot be reached: " + login.hide(message) + "; "
                + advice(login, error);
        return login.isShownBy(error) ? problem.says(says) : problem.says(says, error);
    }

    private static String advice(Login login, SQLException error) {
        if (NOT_LET_IN.contains(String.valueOf(error.getSQLState()))) {
            return "check the username and the password or password-file beside "
                    + login.url().property();
        }
        return "check " + login.url().property() + ", and that the server runs and lets this machine in";
    }
}
