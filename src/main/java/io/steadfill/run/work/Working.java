package io.steadfill.run.work;

import io.steadfill.audit.AuditTrail;
import io.steadfill.checkpoint.Counts;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.chunk.event.ChunkListeners;
import io.steadfill.control.Away;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.engine.Engine;
import io.steadfill.engine.RunEnd;
import io.steadfill.engine.RunOrder;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.admission.Admission;
import io.steadfill.run.admission.Closing;
import io.steadfill.run.admission.Stops;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.run.record.Stage;
import io.steadfill.run.story.ComputedBy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.MDC;
import tools.jackson.databind.json.JsonMapper;

/** Works a run in this process: takes its lease, gives the engine its order, and stores how it ended. */
public final class Working {

    private final Control control;
    private final RunStore store;
    private final HoldStore holds;
    private final Admission admission;
    private final DatabaseTime time;
    private final AuditTrail audit;
    private final Stops stops;
    private final Leases leases;
    private final LeaseTaking taking;
    private final Supplier<Engine> engine;
    private final Supplier<List<ChunkListener>> listeners;
    private final ComputedBy computedBy;
    private final LongSupplier nanos;
    private final JsonMapper json;

    /** @param listeners who else than the run's own journal hears of its chunks */
    Working(
            Control control,
            RunStore store,
            HoldStore holds,
            Admission admission,
            DatabaseTime time,
            AuditTrail audit,
            Stops stops,
            Leases leases,
            LeaseTaking taking,
            Supplier<Engine> engine,
            Supplier<List<ChunkListener>> listeners,
            ComputedBy computedBy,
            LongSupplier nanos,
            JsonMapper json) {
        this.control = control;
        this.store = store;
        this.holds = holds;
        this.admission = admission;
        this.time = time;
        this.audit = audit;
        this.stops = stops;
        this.leases = leases;
        this.taking = taking;
        this.engine = engine;
        this.listeners = listeners;
        this.computedBy = computedBy;
        this.nanos = nanos;
        this.json = json;
    }

    /** Blocks until the run ends or stops; {@code tell} hears sentences for the operator meanwhile. */
    public RunEnd work(String runId, String by, Consumer<String> tell) {
        return work(taking.take(runId, by, tell), by, false);
    }

    /** The same for a run that goes on by itself: while its target is away it is interrupted, not failed. */
    public RunEnd carry(String runId, String by, Consumer<String> tell) {
        return work(taking.carry(runId, by, tell), by, true);
    }

    public void stop() {
        leases.stopAll();
    }

    private RunEnd work(RunRow row, String by, boolean patient) {
        JobDefinition definition = row.definition();
        HeldLease lease = new HeldLease(
                row.runId(),
                String.valueOf(row.owner()),
                row.leaseVersion(),
                definition.limits(),
                new Journal(json, nanos),
                new Closing(row.stage() == Stage.UNDOING ? null : Admission.hoursOf(row, definition), time, nanos),
                row.canaryPassed() ? 0 : definition.canary());
        if (row.word() != Gate.Word.CANCEL) {
            stops.meet(row);
        }
        leases.hold(lease);
        MDC.put("run", row.runId());
        MDC.put("job", row.job());
        try {
            return row.stage() == Stage.UNDOING
                    ? undo(row, definition, lease, by)
                    : workUntilItEnds(row, definition, lease, by, patient);
        } finally {
            leases.release(lease);
            MDC.remove("run");
            MDC.remove("job");
        }
    }

    /** Whatever ends it before it is done, it stays what it is: a run whose undo goes on when somebody says so. */
    private RunEnd undo(RunRow row, JobDefinition definition, HeldLease lease, String by) {
        RunEnd end;
        try {
            end = engine.get().undo(order(row, definition, lease));
        } catch (ProblemException e) {
            undone(lease, new RunEnd(RunEnd.How.FAILED, e.problem(), e.detail(), Counts.NONE), by);
            throw e;
        } catch (RuntimeException | Error e) {
            undone(lease, new RunEnd(RunEnd.How.FAILED, Problem.INTERNAL, String.valueOf(e), Counts.NONE), by);
            throw e;
        }
        undone(lease, end, by);
        return end;
    }

    private void undone(HeldLease lease, RunEnd end, String by) {
        leases.beat(lease);
        store.change(lease.runId(), row -> {
            if (row.leaseVersion() == lease.version()) {
                Stage stage = end.how() == RunEnd.How.UNDONE ? Stage.UNDONE : Stage.UNDOING;
                lease.settle();
                store.end(row.runId(), stage, end);
                audit.add(by, "end", row.runId(), row.job(), row.state().name(), stage.name());
            }
        });
    }

    private RunEnd workUntilItEnds(RunRow row, JobDefinition definition, HeldLease lease, String by, boolean patient) {
        while (true) {
            RunEnd end = patient ? executePatiently(row, definition, lease, by) : execute(row, definition, lease, by);
            if (lease.isLost() || ended(lease, end, by)) {
                if (lease.isLost()) {
                    listeners.get().forEach(listener -> listener.leaseLost(lease.runId()));
                }
                boolean closed = end.how() == RunEnd.How.PAUSED && lease.isClosing();
                return closed ? new RunEnd(end.how(), Problem.RUN_WAITS, "its open hours end", end.counts()) : end;
            }
        }
    }

    private RunEnd execute(RunRow row, JobDefinition definition, HeldLease lease, String by) {
        try {
            return compute(row, definition, lease);
        } catch (ProblemException e) {
            fail(lease, e.problem(), e.detail(), by);
            throw e;
        } catch (RuntimeException | Error e) {
            fail(lease, Problem.INTERNAL, String.valueOf(e), by);
            throw e;
        }
    }

    private RunEnd executePatiently(RunRow row, JobDefinition definition, HeldLease lease, String by) {
        RunEnd end;
        try {
            end = compute(row, definition, lease);
        } catch (ProblemException e) {
            if (e.problem() == Problem.TRANSFORM_INVALID || e.problem() == Problem.DATABASE_UNKNOWN) {
                // Another node may have what this one lacks.
                return new RunEnd(
                        RunEnd.How.HELD,
                        e.problem(),
                        lease.owner() + " cannot work it: " + e.detail() + "; mend that node or stop it, then resume",
                        Counts.NONE);
            }
            if (e.problem() != Problem.DATABASE_UNREACHABLE) {
                fail(lease, e.problem(), e.detail(), by);
                throw e;
            }
            end = new RunEnd(RunEnd.How.FAILED, e.problem(), e.detail(), Counts.NONE);
        } catch (RuntimeException | Error e) {
            if (!Away.is(e)) {
                fail(lease, Problem.INTERNAL, String.valueOf(e), by);
            }
            throw e;
        }
        return end.how() == RunEnd.How.FAILED && end.problem() == Problem.DATABASE_UNREACHABLE
                ? new RunEnd(
                        RunEnd.How.INTERRUPTED, end.problem(), end.says() + "; goes on when it answers", end.counts())
                : end;
    }

    private RunEnd compute(RunRow row, JobDefinition definition, HeldLease lease) {
        if (row.word() != Gate.Word.CANCEL && lease.word() != Gate.Word.CANCEL) {
            computedBy.note(row.runId(), definition);
        }
        return engine.get().execute(order(row, definition, lease));
    }

    private RunOrder order(RunRow row, JobDefinition definition, HeldLease lease) {
        RunParameters parameters = row.typed();
        return new RunOrder(
                row.runId(),
                definition,
                parameters.values(),
                parameters.identityText(),
                parameters.started().toInstant(),
                row.attempt(),
                control.identity().id(),
                row.leaseVersion(),
                lease.limits().workers(),
                lease,
                ChunkListeners.of(lease.journal(), listeners.get()));
    }

    /** Stores the end; false when an operator took his word back meanwhile, so that the work goes on under the same lease. */
    private boolean ended(HeldLease lease, RunEnd end, String by) {
        leases.beat(lease);
        AtomicBoolean over = new AtomicBoolean(true);
        RunRow after = store.change(lease.runId(), row -> {
            if (row.leaseVersion() != lease.version()) {
                lease.lose();
                return;
            }
            boolean cancelled =
                    row.word() == Gate.Word.CANCEL && (end.how() == RunEnd.How.PAUSED || end.how() == RunEnd.How.HELD);
            boolean paused = end.how() == RunEnd.How.PAUSED && !cancelled;
            // A process that goes down leaves the cancel to the next one; a database that nobody knows here has no
            // table to free.
            boolean interrupted = cancelled && lease.word() == Gate.Word.STOP;
            boolean unknown = cancelled && end.problem() == Problem.DATABASE_UNKNOWN;
            if (paused && row.holds().isEmpty() && lease.isClosing()) {
                admission.close(row);
            } else if ((cancelled && !interrupted && !unknown)
                    || (paused && row.holds().isEmpty())) {
                over.set(false);
                return;
            }
            if (end.how() == RunEnd.How.HELD && !cancelled) {
                HoldKind kind = end.problem() == Problem.CANARY_HELD ? HoldKind.CANARY : HoldKind.ENGINE;
                holds.add(row.runId(), kind, "engine", end.says(), null);
            }
            lease.settle();
            store.told(row.runId(), lease.journal().text());
            store.end(row.runId(), interrupted ? Stage.INTERRUPTED : unknown ? Stage.FAILED : stage(end.how()), end);
        });
        if (!over.get()) {
            leases.read(lease);
        } else if (!lease.isLost()) {
            audit.add(
                    by,
                    "end",
                    lease.runId(),
                    after.job(),
                    RunState.RUNNING.name(),
                    after.state().name());
        }
        return over.get();
    }

    private void fail(HeldLease lease, Problem problem, String says, String by) {
        leases.beat(lease);
        store.change(lease.runId(), row -> {
            if (row.leaseVersion() == lease.version()) {
                lease.settle();
                store.end(row.runId(), Stage.FAILED, new RunEnd(RunEnd.How.FAILED, problem, says, Counts.NONE));
                audit.add(by, "end", row.runId(), row.job(), row.state().name(), RunState.FAILED.name());
            }
        });
    }

    private static Stage stage(RunEnd.How how) {
        return switch (how) {
            case COMPLETED -> Stage.COMPLETED;
            case QUARANTINED -> Stage.QUARANTINED;
            case FAILED -> Stage.FAILED;
            case PAUSED, HELD -> Stage.PAUSED;
            case CANCELLED -> Stage.CANCELLED;
            case INTERRUPTED -> Stage.INTERRUPTED;
            case UNDONE -> Stage.UNDONE;
        };
    }
}
