package io.steadfill.engine;

import io.steadfill.chunk.failure.Causes;
import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.target.TargetTables;
import io.steadfill.database.target.WalkedKeys;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** A first look at a target: are our tables there and ours, and can the job's table be walked. */
public final class Looking {

    private final Database database;

    public Looking(Database database) {
        this.database = database;
    }

    /** @param generation of the target */
    public record Seen(Table table, long generation) {}

    Table at(TableName name, String controlId, String runId) {
        return seen(name, controlId, runId).table();
    }

    /**
     * Looks at the table that a run works on, by the key that it walked from its beginning.
     *
     * @throws ProblemException LOCK_BUSY while somebody else's lock hides the table; KEYSET_NOT_INDEXED when that key is gone; whatever else
     *     it cannot be walked for
     */
    public Seen seen(TableName name, String controlId, String runId) {
        return reading(name, session -> {
            long generation = new TargetTables(database).check(session, controlId);
            return new Seen(database.dialect().describe(session, name, WalkedKeys.of(session, runId)), generation);
        });
    }

    /** The table that the job moves or copies rows into; null where it has none. */
    @Nullable
    public Table into(JobDefinition definition) {
        TableName name = definition.work() instanceof Work.ArchiveRows archive
                ? archive.into()
                : definition.work() instanceof Work.CopyRows copy ? copy.into() : null;
        if (name == null) {
            return null;
        }
        return reading(name, session -> database.dialect().describe(session, name));
    }

    private <T> T reading(TableName name, Function<Session, T> look) {
        try {
            return database.transact(TransactionSettings.READING, look);
        } catch (DataAccessException e) {
            SQLException cause = Causes.sql(e);
            if (cause == null || !database.dialect().failure(cause).isPassing()) {
                throw e;
            }
            throw Problem.LOCK_BUSY
                    .with("table", name.toString())
                    .says(
                            "another session holds a lock on table " + name
                                    + ", an ALTER TABLE or a LOCK TABLE, so that it cannot be looked at; try again when it is gone",
                            e);
        }
    }
}
