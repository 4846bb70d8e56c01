package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.control.Control;
import io.steadfill.database.Database;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.target.TargetTables;
import io.steadfill.definition.JobDefinition;

/** Before anything is stored about a run: are both databases initialised, and do they belong together. */
final class Readiness {

    private Readiness() {}

    static void require(Application application, JobDefinition job) {
        String controlId = application.bean(Control.class).identity().id();
        Database database = application.database(job);
        database.transact(TransactionSettings.READING, session -> new TargetTables(database).check(session, controlId));
    }
}
