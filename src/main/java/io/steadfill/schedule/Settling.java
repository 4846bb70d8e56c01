package io.steadfill.schedule;

import io.steadfill.control.Control;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Launched;
import io.steadfill.schedule.slot.Slot;
import io.steadfill.schedule.slot.SlotStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about a date whose time has come: launched, skipped, missed, or still to wait. */
final class Settling {

    private final Control control;
    private final SlotStore slots;
    private final DateLauncher launcher;

    Settling(Control control, SlotStore slots, DateLauncher launcher) {
        this.control = control;
        this.slots = slots;
        this.launcher = launcher;
    }

    /** Why a slot is over before anything is tried. */
    private record Over(Slot.State state, String reason) {}

    void settle(Slot slot, Schedule schedule, @Nullable Pause pause, Instant now) {
        Over over = over(slot, schedule, pause, now);
        if (over != null) {
            slots.settle(slot, over.state(), null, over.reason());
            return;
        }
        try {
            launch(slot);
        } catch (ProblemException e) {
            refused(slot, schedule, e);
        }
    }

    private @Nullable Over over(Slot slot, Schedule schedule, @Nullable Pause pause, Instant now) {
        if (pause != null && pause.holds(now)) {
            return new Over(Slot.State.SKIPPED, "paused by " + pause.by() + ": " + pause.why());
        }
        if (schedule.hours().isBlackOut(slot.date())) {
            return new Over(Slot.State.SKIPPED, "a black-out of the job");
        }
        if (schedule.misfire() == Schedule.Misfire.RUN_ONCE && slots.isFollowed(slot)) {
            return new Over(Slot.State.MISSED, "a later date runs in its place");
        }
        if (slot.due().plus(schedule.maxLateness()).isBefore(now)) {
            String waited = slot.reason() == null ? "no server was there in time" : slot.reason();
            return new Over(Slot.State.MISSED, waited);
        }
        return null;
    }

    /** The launch, its task and the slot's end are one transaction: a crash leaves all of it or nothing. */
    private void launch(Slot slot) {
        control.inTransaction(() -> {
            Optional<Slot> ours = slots.lockPending(slot.job(), slot.date());
            ours.ifPresent(one -> {
                Launched launched = launcher.launch(one.job(), one.date());
                slots.settle(one, Slot.State.LAUNCHED, launched.runId(), launched.fresh() ? null : launched.says());
            });
            return ours;
        });
    }

    private void refused(Slot slot, Schedule schedule, ProblemException refusal) {
        String says = refusal.detail();
        switch (refusal.problem()) {
            case ALREADY_DONE ->
                slots.settle(
                        slot,
                        Slot.State.LAUNCHED,
                        String.valueOf(refusal.facts().get("run")),
                        says);
            case RUN_ALREADY_ACTIVE -> {
                boolean waits = schedule.misfire() != Schedule.Misfire.SKIP;
                slots.settle(slot, waits ? Slot.State.PENDING : Slot.State.SKIPPED, null, says);
            }
            case DATABASE_UNREACHABLE, LOCK_BUSY, LEASE_BUSY, APPROVAL_REQUIRED ->
                slots.settle(slot, Slot.State.PENDING, null, says);
            default -> slots.settle(slot, Slot.State.SKIPPED, null, says);
        }
    }
}
