package io.steadfill.engine.execution;

import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Fence;
import io.steadfill.checkpoint.Partition;
import io.steadfill.checkpoint.PartitionStore;
import io.steadfill.checkpoint.TargetRuns;
import io.steadfill.chunk.Backfill;
import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.chunk.work.Backfills;
import io.steadfill.database.Database;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.connection.Databases;
import io.steadfill.database.target.TargetTables;
import io.steadfill.engine.Looking;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.RunOrder;
import io.steadfill.quarantine.QuarantineStore;
import io.steadfill.throttle.Throttle;
import io.steadfill.transform.Transforms;
import io.steadfill.verify.Survey;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run while one execution of it lives in this process: what it works on, and how it ended. Confined to the execution's thread. */
public final class ActiveRun {

    private final RunOrder order;
    private final Database database;
    private final long generation;
    private final Table table;
    private final @Nullable Table into;
    private final Backfills backfills;
    private final PartitionStore partitions;
    private final TargetRuns targetRuns;
    private final QuarantineStore quarantine;
    private @Nullable RunEnd end;
    private @Nullable Survey proof;

    ActiveRun(RunOrder order, Database database, Looking.Seen seen, @Nullable Table into, Backfills backfills) {
        this.order = order;
        this.database = database;
        this.generation = seen.generation();
        this.table = seen.table();
        this.into = into;
        this.backfills = backfills;
        this.partitions = new PartitionStore(database.dialect(), table.keyset().names());
        this.targetRuns = new TargetRuns(database.dialect());
        this.quarantine = new QuarantineStore(database.dialect());
    }

    /**
     * The same, but waits while somebody else's lock is in the way, and says so.
     *
     * @throws StoppedException when the gate no longer says go
     */
    public static ActiveRun await(RunOrder order, Databases databases, Transforms transforms) {
        return await(order, databases, () -> open(order, databases, transforms));
    }

    /** The same for an undo, which asks nothing of what the job's work asks of its columns. */
    public static ActiveRun awaitUndo(RunOrder order, Databases databases, Transforms transforms) {
        return await(order, databases, () -> seen(order, databases, transforms));
    }

    private static ActiveRun await(RunOrder order, Databases databases, Patience.Attempt<ActiveRun> look) {
        Database database = databases.named(order.definition().database());
        try {
            return new Patience(order, database).until(look);
        } catch (SQLException e) {
            throw database.unreachable(e);
        }
    }

    /** @throws io.steadfill.problem.ProblemException when the run cannot be worked here; LOCK_BUSY while a lock is in the way */
    public static ActiveRun open(RunOrder order, Databases databases, Transforms transforms) {
        ActiveRun run = seen(order, databases, transforms);
        run.backfills.check();
        return run;
    }

    private static ActiveRun seen(RunOrder order, Databases databases, Transforms transforms) {
        Database database = databases.named(order.definition().database());
        Looking looking = new Looking(database);
        Looking.Seen seen = looking.seen(order.definition().table(), order.controlId(), order.runId());
        Table into = looking.into(order.definition());
        Backfills backfills = new Backfills(
                order.definition(),
                seen.table(),
                into,
                database.dialect(),
                transforms.forJob(order.definition().name()),
                order.parameters(),
                order.started());
        return new ActiveRun(order, database, seen, into, backfills);
    }

    public RunOrder order() {
        return order;
    }

    public String id() {
        return order.runId();
    }

    public Database database() {
        return database;
    }

    public Table table() {
        return table;
    }

    /** The table that rows are moved or copied into; null where the work has none. */
    @Nullable
    public Table into() {
        return into;
    }

    Backfills backfills() {
        return backfills;
    }

    PartitionStore partitions() {
        return partitions;
    }

    public TargetRuns targetRuns() {
        return targetRuns;
    }

    QuarantineStore quarantine() {
        return quarantine;
    }

    /** The target's, as it was when this process looked at it. */
    long generation() {
        return generation;
    }

    /** Insists that the target is still our control's, and keeps it so until the transaction ends. */
    public void holdTarget(Session session) {
        new TargetTables(database).hold(session, order.controlId(), generation);
    }

    /** The run's work for its workers in this process, under the fence of this execution. */
    Backfill backfill(long jobExecution, Throttle throttle, FailPoints failPoints) {
        return Backfill.of(
                id(),
                order.definition(),
                database,
                table,
                backfills,
                fence(jobExecution),
                order.gate(),
                throttle,
                order.listener(),
                counts(),
                inTarget(session -> quarantine.unsettled(session, id())),
                failPoints);
    }

    /** The fence of this execution. */
    Fence fence(long jobExecution) {
        return new Fence(generation, jobExecution, order.leaseVersion());
    }

    /** Above every fence of earlier executions, and below all that are given out in this one. */
    Fence firstFence(long jobExecution) {
        return new Fence(generation, jobExecution, 0);
    }

    /** Above every fence of this execution: for work on its partitions after their walk. */
    public Fence lastFence(long jobExecution) {
        return new Fence(generation, jobExecution, Long.MAX_VALUE);
    }

    @Nullable
    public RunEnd end() {
        return end;
    }

    public void endAs(RunEnd how) {
        this.end = how;
    }

    /** The survey that found nothing left after the last sweep of this execution; null where none was taken. */
    @Nullable
    Survey proof() {
        return proof;
    }

    void provedBy(Survey clean) {
        this.proof = clean;
    }

    public List<Partition> partitionsNow() {
        return inTarget(session -> partitions.all(session, id()));
    }

    /** Whether the target has seen a later execution than this one. */
    public boolean isTakenOver(Session session, long jobExecution) {
        return partitions.all(session, id()).stream()
                .anyMatch(partition -> partition.fence().compareTo(lastFence(jobExecution)) > 0);
    }

    /** Rows of the run so far, as the target has them. */
    public Counts counts() {
        return partitionsNow().stream().map(Partition::counts).reduce(Counts.NONE, Counts::plus);
    }

    /**
     * One short transaction on the target that writes; waits while a lock or a full disk is in the way.
     *
     * @throws StoppedException when the gate no longer says go
     */
    void change(Consumer<Session> work) {
        try {
            new Patience(this)
                    .until(() -> inTarget(session -> {
                        work.accept(session);
                        return true;
                    }));
        } catch (SQLException e) {
            throw database.unreachable(e);
        }
    }

    /** One short transaction on the target. */
    public <T> T inTarget(Function<Session, T> work) {
        return database.transact(TransactionSettings.BOOKKEEPING, work);
    }
}
