package io.steadfill.engine;

import io.steadfill.chunk.failure.Causes;
import io.steadfill.chunk.failure.ServerWords;
import io.steadfill.database.Database;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.sql.SQLException;

/** What is said to an operator whose job a server refuses before any of its rows is worked. */
public final class Refusal {

    private Refusal() {}

    /**
     * The refusal for what a server threw; the very same exception where no server did.
     *
     * @param doing what was being done, such as "the plan"
     */
    public static RuntimeException of(JobDefinition job, Database database, String doing, Exception thrown) {
        SQLException cause = Causes.sql(thrown);
        if (thrown instanceof ProblemException known) {
            return known;
        }
        if (cause == null) {
            return thrown instanceof RuntimeException unknown ? unknown : new IllegalStateException(thrown);
        }
        String says = ServerWords.of(cause, job.mask());
        return switch (database.dialect().failure(cause)) {
            case TRANSIENT, LOCKED ->
                Problem.LOCK_BUSY
                        .with("job", job.name())
                        .says(
                                "a lock of another session is in the way of " + doing + ": " + says + "; try again",
                                thrown);
            case CONNECTION, RESOURCE -> database.unreachable(cause);
            case DISK_FULL ->
                Problem.DATABASE_UNREACHABLE
                        .with("database", database.name())
                        .says(
                                "the disk of the server of database '" + database.name() + "' is full: " + says
                                        + "; make room there, then try again",
                                thrown);
            case PRIVILEGE ->
                Problem.PRIVILEGE_MISSING
                        .with("job", job.name())
                        .says(
                                "our role may not do what job '" + job.name() + "' does: " + says
                                        + "; have an owner of the table grant what is missing",
                                thrown);
            case CANCELLED, DRIFT, DATA ->
                Problem.EXPRESSION_REFUSED
                        .with("job", job.name())
                        .says(
                                "the server refuses the statement of job '" + job.name() + "': " + says
                                        + "; mend the job's file",
                                thrown);
        };
    }
}
