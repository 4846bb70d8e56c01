package io.steadfill.run.adoption;

import io.steadfill.audit.AuditTrail;
import io.steadfill.checkpoint.PinnedRun;
import io.steadfill.checkpoint.TargetRuns;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.control.Control;
import io.steadfill.database.Database;
import io.steadfill.database.Database.Purpose;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.ControlPulse;
import io.steadfill.database.target.Impatience;
import io.steadfill.database.target.TargetTables;
import io.steadfill.problem.Problem;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.story.RunEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over a target whose control database is lost. From the target's commit on nobody who works through the lost control commits anything
 * more; then this control gets the target's runs. What fails in between is made good by saying it again.
 */
public final class Adoption {

    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    /** Nodes go on for a while when their control is gone; a chunk takes seconds at most, a throttled one may wait longer. Nodes that rest say every ten seconds that they live. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private static final int TRIES = 3;

    private final Control control;
    private final Databases databases;
    private final RunStore store;
    private final AdoptedRuns adopted;
    private final AuditTrail audit;

    private record Taken(long generation, List<PinnedRun> runs) {}

    Adoption(
            Control control, Databases databases, RunStore store, HoldStore holds, RunEvents events, AuditTrail audit) {
        this.control = control;
        this.databases = databases;
        this.store = store;
        this.adopted = new AdoptedRuns(control, store, holds, events);
        this.audit = audit;
    }

    /** What there is to adopt; changes nothing. */
    public Outlook look(String database) {
        return see(databases.named(database));
    }

    /**
     * Does it; returns what was found, with the target's new generation.
     *
     * @param lost the id of the control that is lost, as {@link #look} showed it
     * @param force also when the target was worked on just now
     * @throws io.steadfill.problem.ProblemException CONTROL_MISMATCH when the target belongs to a third one, CONTROL_ALIVE, RUN_ALREADY_ACTIVE
     *     when a process of this control works on one of its runs, LOCK_BUSY
     */
    public Outlook adopt(String database, String lost, boolean force, String by) {
        String us = control.identity().id();
        Database target = databases.named(database);
        Outlook before = see(target);
        if (!before.control().equals(lost)) {
            throw Problem.CONTROL_MISMATCH
                    .with("database", database)
                    .with("control", before.control())
                    .says("database '" + database + "' belongs to control database " + before.control() + ", not to "
                            + lost + "; look at it by: adopt " + database + " --print");
        }
        requireQuiet(before, force);
        requireNobodyWorks(database);
        Taken taken = take(target, lost, us);
        List<Outlook.Item> items = control.inTransaction(() -> {
            audit.add(
                    by,
                    "adopt",
                    null,
                    null,
                    "control " + lost + ", generation " + before.generation(),
                    database + ", generation " + taken.generation());
            List<Outlook.Item> added = adopted.add(database, taken.runs(), by);
            added.stream()
                    .filter(item -> !item.known())
                    .forEach(item -> audit.add(
                            by,
                            "adopt",
                            item.runId(),
                            item.job(),
                            item.target(),
                            item.becomes().name()));
            return added;
        });
        return new Outlook(database, us, true, taken.generation(), before.quietFor(), null, items);
    }

    private Outlook see(Database database) {
        String us = control.identity().id();
        try (Session session = database.open(Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.READING);
            TargetTables tables = new TargetTables(database);
            String owner = tables.control(session);
            long generation = tables.check(session, owner);
            List<PinnedRun> runs = new TargetRuns(database.dialect()).all(session);
            Instant now = session.sql("select current_timestamp(6)")
                    .query((row, n) -> row.getTimestamp(1).toInstant())
                    .single();
            Duration alive = ControlPulse.age(session, owner).orElse(null);
            session.commit();
            Duration quiet = runs.stream()
                    .filter(run -> run.state().equals("OPEN"))
                    .flatMap(run -> Optional.ofNullable(run.worked()).stream())
                    .map(worked -> Duration.between(worked, now))
                    .min(Duration::compareTo)
                    .orElse(null);
            return new Outlook(
                    database.name(),
                    owner,
                    owner.equals(us),
                    generation,
                    quiet,
                    alive,
                    adopted.outlook(database.name(), runs));
        } catch (SQLException e) {
            throw database.unreachable(e);
        }
    }

    private static void requireQuiet(Outlook outlook, boolean force) {
        if (force) {
            return;
        }
        // One that was restored from a backup lives, of course.
        Duration alive = outlook.ours() ? null : outlook.aliveBefore();
        if (alive != null && alive.compareTo(QUIET) < 0) {
            throw Problem.CONTROL_ALIVE
                    .with("database", outlook.database())
                    .with("control", outlook.control())
                    .says("control database " + outlook.control() + " is not lost: a node of it said "
                            + alive.toSeconds() + " s ago in database '" + outlook.database()
                            + "' that it lives; work through that one, or stop its nodes and say it again, or add"
                            + " --force, and it is fenced out");
        }
        Duration quiet = outlook.quietFor();
        if (quiet != null && quiet.compareTo(QUIET) < 0) {
            throw Problem.CONTROL_ALIVE
                    .with("database", outlook.database())
                    .with("control", outlook.control())
                    .says("database '" + outlook.database() + "' was worked on " + quiet.toSeconds()
                            + " s ago, so nodes of control database " + outlook.control()
                            + " still live: stop them and say it again, or add --force, and they are fenced out");
        }
    }

    private void requireNobodyWorks(String database) {
        for (RunRow row : store.unfinishedOn(database)) {
            if (row.owner() != null && row.alive()) {
                throw Problem.RUN_ALREADY_ACTIVE
                        .with("run", row.runId())
                        .says("run " + row.runId() + " on '" + database + "' is being worked on by " + row.owner()
                                + ", through this control database: pause it, or wait for its end");
            }
        }
    }

    private static Taken take(Database database, String lost, String us) {
        for (int tries = 1; ; tries++) {
            try (Session session = database.open(Purpose.BOOKKEEPING)) {
                return take(database, session, lost, us);
            } catch (SQLException e) {
                throw database.unreachable(e);
            } catch (RuntimeException e) {
                if (!isLocked(database, e)) {
                    throw e;
                }
                if (tries == TRIES) {
                    throw Problem.LOCK_BUSY
                            .with("database", database.name())
                            .says(
                                    "somebody holds our own rows in database '" + database.name()
                                            + "': end the sessions of the lost control's nodes there, then say it again",
                                    e);
                }
            }
        }
    }

    @SuppressWarnings("try") // The impatience is held, not used.
    private static Taken take(Database database, Session session, String lost, String us) throws SQLException {
        session.begin(TransactionSettings.BOOKKEEPING);
        try (Impatience impatience = Impatience.of(database, session)) {
            TargetRuns runs = new TargetRuns(database.dialect());
            long generation = new TargetTables(database).adopt(session, lost, us);
            int fenced = runs.fenceOff(session, generation);
            List<PinnedRun> now = runs.all(session);
            session.commit();
            LOG.info("database {} is ours, generation {}; {} partitions fenced", database.name(), generation, fenced);
            return new Taken(generation, now);
        }
    }

    private static boolean isLocked(Database database, Throwable error) {
        SQLException cause = Causes.sql(error);
        return cause != null && database.dialect().failure(cause).isPassing();
    }
}
