package io.steadfill.run;

import io.steadfill.chunk.Backfills;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.Table;
import io.steadfill.database.TransactionSettings;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.RunParameters;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import io.steadfill.problem.Problem;
import io.steadfill.transform.Transforms;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A job's table as it is now, with the job's condition and work bound to it. */
record JobData(Database database, JobDefinition job, Table table, Backfills work) {

    static JobData of(Database database, JobDefinition job, RunParameters parameters, Transforms transforms) {
        Table table = reading(database, session -> session.dialect().describe(session, job.table()));
        return new JobData(
                database,
                job,
                table,
                new Backfills(
                        job,
                        table,
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

    Table other(TableName name) {
        return reading(database, session -> session.dialect().describe(session, name));
    }

    /** What each column of a copy is made of. */
    Map<Identifier, Fragment> copied(Work.CopyRows copy, RunParameters parameters) {
        Map<Identifier, Fragment> columns = new LinkedHashMap<>();
        String source = database.dialect().quote(table.name().table());
        table.columns().stream()
                .filter(column -> !column.generated())
                .forEach(column -> columns.put(
                        column.name(),
                        Fragment.of(source + "." + database.dialect().quote(column.name()))));
        copy.columns()
                .forEach((column, text) -> columns.put(
                        column, new Fragment(text.on(database.dialect().vendor()), parameters.forSql())));
        return columns;
    }

    static <T> T reading(Database database, Function<Session, T> look) {
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.READING);
            T seen = look.apply(session);
            session.commit();
            return seen;
        } catch (SQLException e) {
            throw Problem.DATABASE_UNREACHABLE
                    .with("database", database.name())
                    .says("database '" + database.name() + "' does not answer: " + e.getMessage(), e);
        }
    }
}
