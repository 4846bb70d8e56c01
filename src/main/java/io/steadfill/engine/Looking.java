package io.steadfill.engine;

import io.steadfill.database.Database;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.target.TargetTables;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.TableName;
import io.steadfill.definition.Work;
import org.jspecify.annotations.Nullable;

/** A first look at a target: are our tables there and ours, and can the job's table be walked. */
public final class Looking {

    private final Database database;

    public Looking(Database database) {
        this.database = database;
    }

    /** @param generation of the target */
    public record Seen(Table table, long generation) {}

    Table at(TableName name, String controlId) {
        return seen(name, controlId).table();
    }

    public Seen seen(TableName name, String controlId) {
        return database.transact(TransactionSettings.READING, session -> {
            long generation = new TargetTables(database).check(session, controlId);
            return new Seen(database.dialect().describe(session, name), generation);
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
        return database.transact(
                TransactionSettings.READING, session -> database.dialect().describe(session, name));
    }
}
