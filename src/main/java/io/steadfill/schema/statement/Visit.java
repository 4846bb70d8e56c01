package io.steadfill.schema.statement;

import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.definition.JobDefinition;
import io.steadfill.schema.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** One call of a verb: the database, the session it works in, and the job whose scripts it is about. */
public record Visit(
        Database database, Session session, JobDefinition job, Ledger ledger, Clock clock, RandomGenerator random) {

    public Executor executor(Patience patience) {
        return executor(session, patience);
    }

    public Executor executor(Session other, Patience patience) {
        return new Executor(database, other, ledger, job.mask(), patience, random);
    }

    public Duration timed(Runnable work) {
        Instant begun = clock.instant();
        work.run();
        return Duration.between(begun, clock.instant());
    }
}
