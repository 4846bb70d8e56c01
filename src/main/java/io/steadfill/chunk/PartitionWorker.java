package io.steadfill.chunk;

import io.steadfill.checkpoint.Partition;
import io.steadfill.checkpoint.StaleCheckpointException;
import io.steadfill.chunk.event.ChunkListener.ChunkBegan;
import io.steadfill.chunk.event.ChunkListener.ChunkCommitted;
import io.steadfill.chunk.event.ChunkListener.ChunkFailed;
import io.steadfill.chunk.event.ChunkListener.CommitResolved;
import io.steadfill.chunk.event.ChunkListener.PartitionLeft;
import io.steadfill.chunk.event.ChunkListener.PartitionTaken;
import io.steadfill.chunk.event.PartitionEnd;
import io.steadfill.chunk.failure.Causes;
import io.steadfill.chunk.failure.IndexWatch;
import io.steadfill.chunk.failure.Recovery;
import io.steadfill.chunk.size.ChunkSizer;
import io.steadfill.database.Failure;
import io.steadfill.database.Session;
import io.steadfill.definition.Limits;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.throttle.Duty;
import io.steadfill.throttle.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works one partition, chunk after chunk, to its end or to a stop. Used by one thread; the sizer outlives a partition. */
public final class PartitionWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWorker.class);

    private final Backfill run;
    private final ChunkTransaction chunks;
    private final ChunkSizer sizer = new ChunkSizer();
    private final RandomGenerator random;
    private final Takeover takeover;
    private final ReadAhead ahead;
    private final IndexWatch index;
    private final WorkSession session;

    public PartitionWorker(Backfill run, RandomGenerator random) {
        this.run = run;
        this.chunks = new ChunkTransaction(run);
        this.random = random;
        this.takeover = new Takeover(run);
        this.ahead = new ReadAhead(run);
        this.index = new IndexWatch(
                run.database().dialect(),
                run.table(),
                run.sql(),
                run.condition(),
                run.definition().via(),
                System::nanoTime);
        this.session = new WorkSession(run.database());
    }

    /** Takes the partition under this run's fence and works on it. */
    public PartitionEnd work(Partition known) {
        run.listener()
                .taken(new PartitionTaken(
                        run.runId(),
                        run.definition().name(),
                        run.definition().database(),
                        known.sweep(),
                        known.number()));
        PartitionEnd end = workToItsEnd(known);
        run.listener().left(new PartitionLeft(run.runId(), known.sweep(), known.number(), end));
        return end;
    }

    private PartitionEnd workToItsEnd(Partition known) {
        Recovery recovery = new Recovery(
                random, run.definition().empties(), run.definition().mask());
        @Nullable Partition partition = null;
        @Nullable Partition inDoubt = null;
        while (true) {
            if (run.gate().word() != Gate.Word.GO || Thread.currentThread().isInterrupted()) {
                return PartitionEnd.stopped();
            }
            int rows = 0;
            try {
                if (partition == null) {
                    partition = takeover.take(known);
                    resolved(inDoubt, partition);
                    inDoubt = null;
                }
                if (partition.done()) {
                    return PartitionEnd.DONE;
                }
                if (partition.sweep() == 0 && run.canary().rowsLeft() == 0) {
                    return PartitionEnd.held(Problem.CANARY_HELD, run.canary().says());
                }
                if (!waitForThrottle()) {
                    continue;
                }
                Limits limits = run.gate().limits();
                ChunkPlan plan = ahead.plan(
                        partition,
                        plan(partition, recovery, limits),
                        sizer.rows(limits.chunkRowsMax(), limits.chunkBytesMax()));
                rows = plan.rows();
                Session open = session.get();
                run.listener().began(new ChunkBegan(run.runId(), partition.sweep(), partition.number(), rows));
                Chunk chunk = chunks.run(open, partition, plan);
                partition = chunk.partition();
                recovery.committed();
                PartitionEnd held = after(chunk, rows, limits);
                if (held != null) {
                    return held;
                }
                if (!partition.done()
                        && index.isLost(open, partition.rest(), rows, chunk.statements(), limits.chunkTime())) {
                    return indexLost(chunk, rows);
                }
            } catch (StaleCheckpointException e) {
                session.rollback();
                partition = e.now();
            } catch (ProblemException e) {
                session.rollback();
                return e.problem() == Problem.FENCED_OUT
                        ? PartitionEnd.fenced(e.detail())
                        : PartitionEnd.failed(e.problem(), e.detail());
            } catch (SQLException | RuntimeException e) {
                PartitionEnd end = failed(known, recovery, e, rows);
                if (end != null) {
                    return end;
                }
                if (!session.isOpen()) {
                    // Whether the last chunk was committed is in doubt; the target's own row tells.
                    inDoubt = chunks.isInDoubt() && inDoubt == null ? partition : inDoubt;
                    partition = null;
                }
            }
        }
    }

    private void resolved(@Nullable Partition before, Partition now) {
        if (before != null) {
            chunks.resolved();
            run.listener()
                    .resolved(new CommitResolved(run.runId(), now.sweep(), now.number(), now.seq() > before.seq()));
        }
    }

    private ChunkPlan plan(Partition partition, Recovery recovery, Limits limits) {
        int rows = recovery.poison() != null
                ? 1
                : recovery.rows(sizer.rows(limits.chunkRowsMax(), limits.chunkBytesMax()));
        if (partition.sweep() == 0 && run.seeks()) {
            rows = Math.min(rows, run.canary().rowsLeft());
        }
        long timeout = Math.max(2_000, limits.chunkTime().toMillis() * 20);
        return new ChunkPlan(
                rows, limits.chunkBytesMax(), recovery.locking(), Duration.ofMillis(timeout), recovery.poison(), null);
    }

    private boolean waitForThrottle() {
        Verdict verdict = run.throttle().verdict();
        if (verdict.isGo()) {
            return true;
        }
        Nap.told(Duration.ofMillis(250), run.gate(), run.runId(), verdict, run.listener());
        return false;
    }

    private @Nullable PartitionEnd after(Chunk chunk, int rows, Limits limits) {
        Partition partition = chunk.partition();
        long walked = chunk.counts().walked();
        if (partition.sweep() == 0) {
            sizer.feed(rows, (int) walked, chunk.statements(), chunk.bytes(), limits.chunkTime());
        }
        ahead.learn(chunk.phases());
        run.budget().add(chunk.counts());
        run.canary().add(chunk.counts());
        run.listener()
                .committed(new ChunkCommitted(
                        run.runId(),
                        partition.sweep(),
                        partition.number(),
                        chunk.counts(),
                        chunk.statements(),
                        rows,
                        chunk.phases()));
        if (chunk.counts().quarantined() > 0 && run.budget().isSpent(limits)) {
            return PartitionEnd.held(
                    Problem.QUARANTINE_BUDGET_SPENT, run.budget().says(limits));
        }
        if (limits.duty() < 100 && !partition.done()) {
            Duty duty = new Duty(limits.duty());
            Duration rest = duty.nap(chunk.phases().all());
            Nap.take(rest, run.gate());
            run.listener().waiting(run.runId(), duty.verdict(), rest);
        }
        return null;
    }

    private PartitionEnd indexLost(Chunk chunk, int rows) {
        boolean named = run.definition().via() != null;
        String name = named
                ? String.valueOf(run.definition().via())
                : run.table().keyset().index();
        return PartitionEnd.held(
                named ? Problem.INDEX_MISSING : Problem.KEYSET_NOT_INDEXED,
                "the server no longer walks table " + run.table().name() + " by index " + name + ": a chunk of " + rows
                        + " rows took " + chunk.statements().toMillis()
                        + " ms and reads far more; make the index again, then resume");
    }

    private @Nullable PartitionEnd failed(Partition known, Recovery recovery, Exception error, int rows) {
        SQLException cause = Causes.sql(error);
        if (cause == null) {
            session.rollback();
            throw error instanceof RuntimeException runtime ? runtime : new IllegalStateException(error);
        }
        Failure failure = run.database().dialect().failure(cause);
        Recovery.Next next = recovery.after(failure, cause, rows);
        // The server's words may repeat values of the row.
        LOG.debug("chunk failed: {}", next.says(), run.definition().mask().isEmpty() ? error : null);
        if (failure == Failure.CANCELLED) {
            sizer.halve();
        }
        if (next.reconnect()) {
            session.abandon();
        } else {
            session.rollback();
        }
        run.listener()
                .failed(new ChunkFailed(
                        run.runId(),
                        known.sweep(),
                        known.number(),
                        failure.name().toLowerCase(Locale.ROOT),
                        next.says()));
        if (next.hold() != null) {
            return PartitionEnd.held(next.hold(), next.says());
        }
        if (recovery.isStuckOnLock()) {
            return PartitionEnd.held(
                    Problem.LOCK_BUSY,
                    "a row of partition " + known
                            + " has been locked for long; end the transaction that holds it, then resume");
        }
        rest(failure, next);
        return null;
    }

    private void rest(Failure failure, Recovery.Next next) {
        String signal = failure.signal();
        if (signal == null) {
            Nap.take(next.nap(), run.gate());
        } else {
            Verdict why = new Verdict(List.of(new Verdict.Reason(signal, next.says())));
            Nap.told(next.nap(), run.gate(), run.runId(), why, run.listener());
        }
    }

    @Override
    public void close() {
        ahead.close();
        session.close();
    }
}
