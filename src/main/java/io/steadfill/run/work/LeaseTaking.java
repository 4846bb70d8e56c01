package io.steadfill.run.work;

import io.steadfill.audit.AuditTrail;
import io.steadfill.chunk.Gate;
import io.steadfill.definition.Completion;
import io.steadfill.problem.Problem;
import io.steadfill.run.admission.Admission;
import io.steadfill.run.admission.FourEyes;
import io.steadfill.run.life.RunState;
import io.steadfill.run.life.Verb;
import io.steadfill.run.record.HoldStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes a run's lease, waiting for a dead owner's to run out. */
final class LeaseTaking {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final RunStore store;
    private final HoldStore holds;
    private final FourEyes fourEyes;
    private final Admission admission;
    private final AuditTrail audit;
    private final String owner;
    private final Duration patience;
    private final LongSupplier nanos;
    private final BooleanSupplier stopping;
    private final Consumer<String> takenOver;

    /**
     * @param owner this process
     * @param patience how long an old heartbeat must have been seen unchanged
     * @param stopping whether this process is going down
     * @param takenOver hears of each run that was taken up from a dead owner
     */
    LeaseTaking(
            RunStore store,
            HoldStore holds,
            FourEyes fourEyes,
            Admission admission,
            AuditTrail audit,
            String owner,
            Duration patience,
            LongSupplier nanos,
            BooleanSupplier stopping,
            Consumer<String> takenOver) {
        this.store = store;
        this.holds = holds;
        this.fourEyes = fourEyes;
        this.admission = admission;
        this.audit = audit;
        this.owner = owner;
        this.patience = patience;
        this.nanos = nanos;
        this.stopping = stopping;
        this.takenOver = takenOver;
    }

    /**
     * Returns the run as it is once the lease is ours.
     *
     * @throws io.steadfill.problem.ProblemException RUN_ALREADY_ACTIVE when its owner lives, or a refusal by its state
     */
    RunRow take(String runId, String by, Consumer<String> tell) {
        return take(runId, by, tell, true);
    }

    /** The same for a run that somebody said go to before: holds stay, and a run that has one is refused. */
    RunRow carry(String runId, String by, Consumer<String> tell) {
        return take(runId, by, tell, false);
    }

    private RunRow take(String runId, String by, Consumer<String> tell, boolean lifting) {
        OwnerWatch watch = new OwnerWatch(nanos, patience);
        boolean told = false;
        while (true) {
            RunRow row = store.get(runId);
            switch (watch.look(row)) {
                case ALIVE -> throw alive(row);
                case FREE -> {
                    RunRow taken = begin(row, by, lifting);
                    if (taken != null) {
                        return taken;
                    }
                }
                case UNKNOWN -> {
                    if (!told) {
                        told = true;
                        tell.accept("run " + runId + " has an owner, " + row.owner()
                                + ": waiting until it is clear whether it lives");
                    }
                }
            }
            nap(runId);
        }
    }

    private @Nullable RunRow begin(RunRow found, String by, boolean lifting) {
        // Whoever lifted its stop may have died half-way, and no server is there to see it.
        RunRow seen = found.holds().isEmpty() ? found : store.change(found.runId(), row -> holds.sweep(row.runId()));
        if (lifting) {
            requireCanaryPassed(seen);
        }
        if (seen.state() != RunState.WAITING) {
            requireWorkable(seen, lifting);
        }
        // An undo has its own approval, and open hours are the job's.
        if (seen.word() != Gate.Word.CANCEL && seen.state() != RunState.UNDOING) {
            if (lifting) {
                store.change(seen.runId(), row -> admission.setGoing(row, by));
            }
            fourEyes.require(seen.runId());
            seen = store.get(seen.runId());
        }
        return begin(seen, by, found.leaseVersion(), lifting);
    }

    private @Nullable RunRow begin(RunRow seen, String by, long leaseVersion, boolean lifting) {
        if (!seen.waitsByItself()) {
            requireWorkable(seen, lifting);
        }
        AtomicBoolean ours = new AtomicBoolean();
        List<String> waits = new ArrayList<>();
        RunRow after = store.change(seen.runId(), row -> {
            if (row.leaseVersion() != leaseVersion
                    || (row.owner() != null && !row.owner().equals(seen.owner()))) {
                return;
            }
            if (!row.waitsByItself()) {
                requireWorkable(row, lifting);
            }
            if (lifting && row.word() != Gate.Word.CANCEL) {
                requireCanaryPassed(row);
                holds.lift(row.runId());
            }
            if (row.word() != Gate.Word.CANCEL && row.state() != RunState.UNDOING) {
                waits.addAll(admission.review(store.get(row.runId()), 0));
                if (!waits.isEmpty()) {
                    return;
                }
                fourEyes.use(row);
            }
            ours.set(store.begin(row, owner));
            audit.add(
                    by,
                    "work",
                    row.runId(),
                    row.job(),
                    row.state().name(),
                    store.get(row.runId()).state().name());
        });
        if (!waits.isEmpty()) {
            throw waits(after, waits);
        }
        if (ours.get() && seen.owner() != null) {
            takenOver.accept(seen.runId());
        }
        return ours.get() ? after : null;
    }

    private static void requireWorkable(RunRow row, boolean lifting) {
        RunState state = row.state();
        if (!lifting && state == RunState.PAUSED) {
            throw refusal(row);
        }
        boolean over = state == RunState.CANCELLED && row.definition().completion() != Completion.ONCE;
        boolean workable =
                (state.allows(Verb.RESUME) && !over) || state == RunState.CANCELLING || state == RunState.UNDOING;
        // A lease that only looks alive was found dead by watching it.
        if (!workable && row.owner() == null) {
            throw refusal(row);
        }
    }

    /** Only whoever resumes it says that he has looked at the first rows: a launch says nothing of them. */
    private static void requireCanaryPassed(RunRow row) {
        if (row.isHeldByCanary() && row.word() != Gate.Word.CANCEL) {
            throw Problem.CANARY_HELD
                    .with("run", row.runId())
                    .with("state", row.state())
                    .says("run " + row.runId() + " has done its first rows, which somebody has to look at: 'resume "
                            + row.runId() + "' goes on");
        }
    }

    private static RuntimeException waits(RunRow row, List<String> why) {
        if (row.state() == RunState.FAILED) {
            return Problem.DEPENDENCY_FAILED
                    .with("run", row.runId())
                    .says("run " + row.runId() + " cannot begin: " + String.join("; ", why)
                            + "; have that one done, then resume this one");
        }
        return Problem.RUN_WAITS
                .with("run", row.runId())
                .with("state", row.state())
                .says("run " + row.runId() + " waits: " + String.join("; ", why)
                        + "; a server goes on with it by itself, or say it again then");
    }

    private static RuntimeException refusal(RunRow row) {
        return Problem.RUN_NOT_RESUMABLE
                .with("run", row.runId())
                .with("state", row.state())
                .with("allowed", row.state().verbs().stream().map(Verb::word).toList())
                .says("run " + row.runId() + " is " + row.state() + " and cannot be worked on now");
    }

    private static RuntimeException alive(RunRow row) {
        return Problem.RUN_ALREADY_ACTIVE
                .with("job", row.job())
                .with("run", row.runId())
                .with("state", row.state())
                .with("owner", String.valueOf(row.owner()))
                .says("run " + row.runId() + " of '" + row.job() + "' is being worked on by " + row.owner()
                        + "; see 'status " + row.runId() + "'");
    }

    private void nap(String runId) {
        if (stopping.getAsBoolean()) {
            throw Problem.LEASE_BUSY.with("run", runId).says("stopped while waiting for the run's last owner");
        }
        try {
            Thread.sleep(LOOK_EVERY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.LEASE_BUSY.with("run", runId).says("interrupted while waiting for the run's last owner", e);
        }
    }
}
