package io.steadfill.engine.undo;

import io.steadfill.checkpoint.BeforeImage;
import io.steadfill.checkpoint.BeforeImages;
import io.steadfill.checkpoint.Counts;
import io.steadfill.checkpoint.Fence;
import io.steadfill.checkpoint.Partition;
import io.steadfill.checkpoint.PartitionStore;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.Nap;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.chunk.failure.FullDisk;
import io.steadfill.chunk.failure.ServerWords;
import io.steadfill.database.Database;
import io.steadfill.database.Dialect;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.database.TransactionSettings;
import io.steadfill.database.catalog.Table;
import io.steadfill.engine.Refusal;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.execution.ActiveRun;
import io.steadfill.engine.execution.Patience;
import io.steadfill.engine.execution.StoppedException;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.quarantine.Quarantined;
import io.steadfill.throttle.Duty;
import io.steadfill.throttle.Throttle;
import io.steadfill.throttle.Throttles;
import io.steadfill.throttle.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Puts a run's before-images back, the newest first. What is put back and what is left of the image are one transaction, so that after any
 * crash the images themselves say what is still to be done.
 */
public final class Undoing {

    private static final int ROWS_FIRST = 1_000;
    private static final int ROWS_LEAST = 50;
    private static final int CONNECTIONS_LOST_MAX = 5;
    private static final Duration LOST_NAP = Duration.ofSeconds(1);
    private static final Duration LOCK_NAP = Duration.ofMillis(100);
    private static final Duration THROTTLE_NAP = Duration.ofMillis(250);

    private final ActiveRun run;
    private final BeforeImages images;
    private final PuttingBack puttingBack;
    private final Throttle throttle;
    private final Set<String> refused = new HashSet<>();
    private @Nullable BeforeImage passed;
    private int rows = ROWS_FIRST;
    private long back;
    private long left;
    private @Nullable String complaint;

    private Undoing(ActiveRun run, Throttle throttle) {
        this.run = run;
        this.throttle = throttle;
        Dialect dialect = run.database().dialect();
        Table into = run.into();
        this.images = new BeforeImages(dialect);
        this.puttingBack = new PuttingBack(
                dialect.chunks(run.table()),
                into == null ? null : dialect.chunks(into),
                new ArchiveTexts(run.table(), into == null ? run.table() : into),
                dialect.walkLocks(false));
    }

    /**
     * Blocks until everything is put back that can be, or the gate no longer says go.
     *
     * @throws ProblemException when it may not begin; nothing was changed then
     */
    public static RunEnd undo(ActiveRun run, Throttles throttles) {
        Whereabouts.requireMovable(run);
        try {
            // A worker that is frozen in its chunk keeps its partition's row locked.
            new Patience(run.order(), run.database()).until(() -> run.inTarget(session -> begin(session, run)));
        } catch (StoppedException e) {
            return new RunEnd(RunEnd.How.INTERRUPTED, null, "stopped; 'undo " + run.id() + "' goes on", Counts.NONE);
        } catch (SQLException | DataAccessException e) {
            throw Refusal.of(run.order().definition(), run.database(), "the undo", e);
        }
        try (Throttle throttle =
                throttles.forRun(run.database(), run.order().gate().limits())) {
            return new Undoing(run, throttle).toItsEnd();
        }
    }

    /** Whoever still works on the run, and does not know that he is dead, commits nothing more. */
    private static boolean begin(Session session, ActiveRun run) {
        run.holdTarget(session);
        new BeforeImages(run.database().dialect())
                .newest(session, run.id(), null)
                .ifPresent(image -> Whereabouts.requireSameKey(run, image));
        run.targetRuns().claim(session, run.id(), run.order().definition(), run.table());
        run.targetRuns().mark(session, run.id(), "UNDOING");
        PartitionStore partitions = new PartitionStore(
                run.database().dialect(), run.table().keyset().names());
        for (Partition partition : partitions.all(session, run.id())) {
            Fence fence = partition.fence();
            partitions.take(session, partition, new Fence(fence.generation(), fence.execution(), Long.MAX_VALUE));
        }
        return true;
    }

    private RunEnd toItsEnd() {
        int lost = 0;
        while (true) {
            try (Session session = run.database().open(Database.Purpose.WORK)) {
                while (run.order().gate().word() == Gate.Word.GO) {
                    if (!mayGoOn()) {
                        continue;
                    }
                    if (!step(session)) {
                        return end();
                    }
                    lost = 0;
                }
                return new RunEnd(RunEnd.How.INTERRUPTED, null, "stopped; 'undo " + run.id() + "' goes on", counts());
            } catch (SQLException | RuntimeException e) {
                SQLException cause = Causes.sql(e);
                if (cause == null || e instanceof ProblemException || !isAway(cause)) {
                    throw Refusal.of(run.order().definition(), run.database(), "the undo", e);
                }
                if (++lost == CONNECTIONS_LOST_MAX) {
                    throw run.database().unreachable(cause);
                }
                Nap.take(LOST_NAP, run.order().gate());
            }
        }
    }

    private boolean isAway(SQLException e) {
        Failure failure = run.database().dialect().failure(e);
        return failure == Failure.CONNECTION || failure == Failure.RESOURCE;
    }

    private static RuntimeException unchecked(Exception e) {
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }

    private boolean mayGoOn() {
        Verdict verdict = throttle.verdict();
        if (!verdict.isGo()) {
            rest(verdict, THROTTLE_NAP);
        }
        return verdict.isGo();
    }

    private void rest(Verdict why, Duration length) {
        Nap.told(length, run.order().gate(), run.id(), why, run.order().listener());
    }

    /** One transaction; false when no image is left to be looked at. */
    private boolean step(Session session) throws SQLException {
        long begun = System.nanoTime();
        List<BeforeImage.Row> part = List.of();
        try {
            session.begin(TransactionSettings.CHUNK);
            BeforeImage image = images.newest(session, run.id(), passed).orElse(null);
            if (image == null) {
                return false;
            }
            List<BeforeImage.Row> open = image.rows().stream()
                    .filter(row -> !refused.contains(row.key().text()))
                    .toList();
            if (open.isEmpty()) {
                passed = image;
                return true;
            }
            part = open.subList(0, Math.min(rows, open.size()));
            int done = puttingBack.putBack(session, image.with(part));
            List<BeforeImage.Row> kept = new ArrayList<>(image.rows());
            kept.removeAll(new HashSet<>(part));
            images.keepOnly(session, image, kept);
            session.commit();
            back += done;
            left += part.size() - done;
            size(Duration.ofNanos(System.nanoTime() - begun));
        } catch (PuttingBack.UnclearException e) {
            tooMany(part, "a row of its key, or of another unique value, is there by now");
        } catch (SQLException | RuntimeException e) {
            // Whatever is waited for, no transaction is open meanwhile.
            session.rollback();
            failed(part, e);
        } finally {
            session.rollback();
        }
        return true;
    }

    /** As many rows as take about the time of a chunk, and the rest that its duty asks for. */
    private void size(Duration took) {
        Duration chunk = run.order().gate().limits().chunkTime();
        if (took.compareTo(chunk) > 0) {
            rows = Math.max(ROWS_LEAST, rows / 2);
        } else if (took.multipliedBy(2).compareTo(chunk) < 0) {
            rows = Math.min(run.order().gate().limits().chunkRowsMax(), rows + rows / 2 + 1);
        }
        int percent = run.order().gate().limits().duty();
        if (percent < 100) {
            Duty duty = new Duty(percent);
            rest(duty.verdict(), duty.nap(took));
        }
    }

    private void failed(List<BeforeImage.Row> part, Exception e) throws SQLException {
        SQLException cause = Causes.sql(e);
        if (cause == null || e instanceof ProblemException) {
            throw unchecked(e);
        }
        Failure failure = run.database().dialect().failure(cause);
        switch (failure) {
            case TRANSIENT, LOCKED ->
                rest(
                        new Verdict(List.of(new Verdict.Reason("locked", "rows are locked by another session"))),
                        LOCK_NAP);
            case DISK_FULL ->
                rest(FullDisk.verdict(cause, run.order().definition().mask()), FullDisk.NAP);
            case CANCELLED, DATA ->
                tooMany(part, ServerWords.of(cause, run.order().definition().mask()));
            case CONNECTION, RESOURCE, DRIFT, PRIVILEGE -> {
                if (e instanceof SQLException sql) {
                    throw sql;
                }
                throw unchecked(e);
            }
        }
    }

    /** Fewer rows at once, down to the one that the server does not take; it stays in its image. */
    private void tooMany(List<BeforeImage.Row> part, String why) {
        if (part.size() <= 1) {
            part.forEach(row -> {
                refused.add(row.key().text());
                complaint = "row "
                        + Quarantined.shown(row.key(), run.order().definition().mask()) + ": " + why;
            });
            rows = ROWS_LEAST;
        } else {
            rows = part.size() / 2;
        }
    }

    private Counts counts() {
        return new Counts(back + left, back, 0, left, 0);
    }

    private RunEnd end() {
        String others = left == 0 ? "" : "; " + count(left) + " changed or removed since and left alone";
        if (!refused.isEmpty()) {
            return new RunEnd(
                    RunEnd.How.FAILED,
                    Problem.UNDO_INCOMPLETE,
                    count(refused.size()) + " could not be put back, such as " + complaint
                            + "; remove what the server complains of, then 'undo " + run.id() + "' tries them again"
                            + others,
                    counts());
        }
        run.inTarget(session -> {
            run.holdTarget(session);
            run.targetRuns().withdraw(session, run.id());
            run.targetRuns().release(session, run.id());
            return true;
        });
        return new RunEnd(RunEnd.How.UNDONE, null, count(back) + " put back" + others, counts());
    }

    private static String count(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }
}
