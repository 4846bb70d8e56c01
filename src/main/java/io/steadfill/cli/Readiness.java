package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.control.Control;
import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.target.TargetTables;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.Problem;
import java.sql.SQLException;

/** Before anything is stored about a run: are both databases initialised, and do they belong together. */
final class Readiness {

    private Readiness() {}

    static void require(Application application, JobDefinition job) {
        String controlId = application.bean(Control.class).identity().id();
        Database database = application.database(job);
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            new TargetTables(database).check(session, controlId);
        } catch (SQLException e) {
            throw Problem.DATABASE_UNREACHABLE
                    .with("database", database.name())
                    .says("database '" + database.name() + "' does not answer: " + e.getMessage(), e);
        }
    }
}
