package io.steadfill.run.proof;

import io.steadfill.chunk.work.Backfills;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Work;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.transform.Transforms;
import org.jspecify.annotations.Nullable;

/**
 * A job's table as it is now, with the job's condition and work bound to it.
 *
 * @param into the table that rows are copied into; null where the work copies none
 */
record JobData(
        Database database,
        JobDefinition job,
        Table table,
        @Nullable Table into,
        Backfills work) {

    static JobData of(Database database, JobDefinition job, RunParameters parameters, Transforms transforms) {
        Table table = database.transact(
                TransactionSettings.READING, session -> session.dialect().describe(session, job.table()));
        Table into = job.work() instanceof Work.CopyRows copy
                ? database.transact(
                        TransactionSettings.READING,
                        session -> session.dialect().describe(session, copy.into()))
                : null;
        return new JobData(
                database,
                job,
                table,
                into,
                new Backfills(
                        job,
                        table,
                        into,
                        database.dialect(),
                        transforms,
                        parameters.values(),
                        parameters.started().toInstant()));
    }

    /** The rows that the predicate says are done; the whole table where there is none. */
    Fragment done() {
        return job.where() == null
                ? Fragment.of("1 = 1")
                : Fragment.join("not coalesce((" + work.condition().sql() + "), false)", work.condition());
    }
}
