package io.steadfill.engine;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Fence;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.chunk.failure.ServerWords;
import io.steadfill.chunk.rehearsal.Rehearsal;
import io.steadfill.chunk.rehearsal.Rehearsed;
import io.steadfill.chunk.work.Backfills;
import io.steadfill.database.Database;
import io.steadfill.database.Dialect;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.Completion;
import io.steadfill.definition.Identifier;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Limits;
import io.steadfill.definition.Work;
import io.steadfill.throttle.Verdict;
import io.steadfill.transform.Transforms;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Finds out what a run would do. It writes nothing that lasts, and needs none of our tables in the target. */
public final class Planner {

    /** What keeps a chunk from being shown, and is no reason to refuse the whole plan. */
    private static final Map<Failure, String> EXCUSES = Map.of(
            Failure.DATA, "the server refused a row of it; a run puts such rows into quarantine",
            Failure.LOCKED, "another session holds a lock on its rows; a run waits or passes over them",
            Failure.TRANSIENT, "another session was in its way; a run tries again",
            Failure.CANCELLED, "it took longer than 5 s; a run takes fewer rows at a time");

    private final Databases databases;
    private final Transforms transforms;

    public Planner(Databases databases, Transforms transforms) {
        this.databases = databases;
        this.transforms = transforms;
    }

    /**
     * Plans a run.
     *
     * @param sample whether to work a chunk and roll it back
     * @throws io.steadfill.problem.ProblemException whatever a run would be refused for
     */
    public RunPlan plan(JobDefinition definition, Map<String, Object> parameters, Instant started, boolean sample) {
        Database database = databases.named(definition.database());
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.READING);
            Table table = database.dialect().describe(session, definition.table());
            session.commit();
            Backfills backfills = new Backfills(
                    withoutImages(definition),
                    table,
                    new Looking(database).into(definition),
                    database.dialect(),
                    transforms,
                    parameters,
                    started);
            backfills.check();
            PlannedWalk walk = walk(session, database.dialect(), definition, table, backfills);
            List<String> notes = new ArrayList<>();
            if (walk.way() == PlannedWalk.Way.INDEX_MISSING) {
                notes.add(walk.says() + "; until then no chunk can be shown");
            }
            @Nullable
            Rehearsed rehearsed = sample && walk.way() != PlannedWalk.Way.INDEX_MISSING
                    ? rehearse(database, table, backfills, definition, notes)
                    : null;
            notes.addAll(0, warnings(definition, table, rehearsed));
            return new RunPlan(
                    definition.name(),
                    table.name().toString(),
                    String.join(", ", table.keyset().names()) + " by index "
                            + table.keyset().index(),
                    table.rowEstimate(),
                    walk.seen().statement(),
                    walk.seen().text(),
                    walk.seen().byIndex(),
                    walk.way(),
                    List.copyOf(notes),
                    rehearsed,
                    estimate(table, rehearsed));
        } catch (SQLException | DataAccessException e) {
            throw Refusal.of(definition, database, "the plan", e);
        }
    }

    private static PlannedWalk walk(
            Session session, Dialect dialect, JobDefinition definition, Table table, Backfills backfills)
            throws SQLException {
        session.begin(TransactionSettings.CHUNK);
        PlannedWalk walk = PlannedWalk.of(session, dialect, definition, table, backfills);
        session.rollback();
        return walk;
    }

    /** Null, and a note why, where the chunk could not be worked: the rest of the plan holds. */
    private @Nullable Rehearsed rehearse(
            Database database, Table table, Backfills backfills, JobDefinition definition, List<String> notes)
            throws SQLException {
        Backfill run = Backfill.of(
                "plan",
                definition,
                database,
                table,
                backfills,
                Fence.NONE,
                new Open(definition.limits()),
                () -> Verdict.GO,
                new Silent(),
                Counts.NONE,
                0,
                new FailPoints(null));
        try {
            return new Rehearsal(run).perform(shown(definition, backfills, table));
        } catch (SQLException | DataAccessException e) {
            SQLException cause = Causes.sql(e);
            Failure failure =
                    cause == null ? Failure.CONNECTION : database.dialect().failure(cause);
            if (cause == null || !EXCUSES.containsKey(failure)) {
                throw e;
            }
            notes.add("no chunk could be shown: " + EXCUSES.get(failure));
            // Words about a row are for those who may see rows.
            return failure == Failure.DATA ? Rehearsed.refusedWith(ServerWords.of(cause, definition.mask())) : null;
        }
    }

    private static List<Identifier> shown(JobDefinition definition, Backfills backfills, Table table) {
        Set<Identifier> shown = new LinkedHashSet<>();
        if (definition.work() instanceof Work.SetColumns || definition.work() instanceof Work.TransformColumns) {
            shown.addAll(backfills.columnsRead());
            shown.addAll(backfills.assignments().keySet());
            shown.addAll(backfills.functions().keySet());
        } else {
            table.columns().forEach(column -> shown.add(column.name()));
        }
        return List.copyOf(shown);
    }

    private static List<String> warnings(JobDefinition definition, Table table, @Nullable Rehearsed rehearsed) {
        List<String> warnings = new ArrayList<>(table.warnings());
        table.triggers()
                .forEach(trigger ->
                        warnings.add("trigger " + trigger.name() + " fires for " + String.join(", ", trigger.events())
                                + (trigger.callsRoutines() ? " and calls routines we cannot see into" : "")));
        if (definition.completion() == Completion.ONCE) {
            warnings.add(
                    "'once' promises each row that exists at the start its one time; where keys are random, pre-allocated or updated,"
                            + " use a marker column instead");
        }
        if (table.partitioned() && definition.completion() != Completion.PREDICATE) {
            warnings.add(
                    "the table is partitioned: rows of a partition that is detached while the walk passes, and attached again"
                            + " later, would be neither worked nor found, since no predicate tells what is left; leave its partitions"
                            + " alone until the run ends");
        }
        if (definition.completion() == Completion.FIXPOINT) {
            warnings.add(
                    "'done: fixpoint' proves each range as of its own time: this is advice and opens no destructive step");
        }
        if (rehearsed != null && rehearsed.changedAgain() > 0) {
            warnings.add(rehearsed.changedAgain()
                    + " rows changed again in a second pass: the work is not idempotent; mend 'where', or use 'once'");
        }
        return List.copyOf(warnings);
    }

    private static @Nullable Duration estimate(Table table, @Nullable Rehearsed rehearsed) {
        return rehearsed == null || rehearsed.rows() == 0
                ? null
                : rehearsed
                        .took()
                        .multipliedBy(Math.max(0, table.rowEstimate()))
                        .dividedBy(rehearsed.rows());
    }

    private static JobDefinition withoutImages(JobDefinition d) {
        return new JobDefinition(
                d.name(),
                d.description(),
                d.owner(),
                d.database(),
                d.table(),
                d.where(),
                d.completion(),
                d.work(),
                d.onWaive(),
                d.limits(),
                d.touch(),
                d.via(),
                null,
                d.parameters(),
                d.sharesTable(),
                d.readsOtherTables(),
                d.schedule(),
                d.dependsOn(),
                d.canary(),
                d.mask(),
                d.text(),
                d.hash());
    }

    private record Open(Limits limits) implements Gate {
        @Override
        public Word word() {
            return Word.GO;
        }
    }

    private static final class Silent implements ChunkListener {
        @Override
        public void committed(ChunkCommitted event) {}

        @Override
        public void failed(ChunkFailed event) {}

        @Override
        public void waiting(String runId, Verdict verdict, Duration nap) {}
    }
}
