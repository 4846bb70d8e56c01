package io.steadfill.schedule;

import io.steadfill.control.Control;
import io.steadfill.definition.calendar.Schedule;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Launched;
import io.steadfill.run.admission.SkippedDate;
import io.steadfill.run.admission.SkippedDates;
import io.steadfill.schedule.slot.Slot;
import io.steadfill.schedule.slot.SlotStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides about a date whose time has come: launched, skipped, missed, or still to wait. */
final class Settling {

    private final Control control;
    private final SlotStore slots;
    private final SkippedDates skipped;
    private final DateLauncher launcher;

    Settling(Control control, SlotStore slots, SkippedDates skipped, DateLauncher launcher) {
        this.control = control;
        this.slots = slots;
        this.skipped = skipped;
        this.launcher = launcher;
    }

    /** Why a slot is over before anything is tried. */
    private record Over(Slot.State state, String reason) {}

    /** Those that are not meant to run are skipped before the others are looked at, since none of them runs in an earlier one's place. */
    boolean skip(Slot slot, Schedule schedule, @Nullable Pause pause, Instant now) {
        if (skipIfSaid(slot)) {
            return true;
        }
        String why = null;
        if (pause != null && pause.holds(now)) {
            why = "paused by " + pause.by() + ": " + pause.why();
        } else if (schedule.hours().isBlackOut(slot.date())) {
            why = "a black-out of the job";
        }
        if (why != null) {
            slots.settle(slot, Slot.State.SKIPPED, null, why);
        }
        return why != null;
    }

    /** Keeps somebody's word that the date is to be skipped, which is over by that; false where nobody said so. */
    boolean skipIfSaid(Slot slot) {
        return skipped.find(slot.job(), slot.date()).isPresent()
                && control.inTransaction(() -> {
                    skipped.lock(slot.job());
                    Optional<SkippedDate> said = skipped.find(slot.job(), slot.date());
                    said.ifPresent(word -> {
                        slots.settle(slot, Slot.State.SKIPPED, null, word.says());
                        skipped.remove(slot.job(), slot.date());
                    });
                    return said.isPresent();
                });
    }

    void settle(Slot slot, Schedule schedule, Instant now) {
        Over over = over(slot, schedule, now);
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

    private @Nullable Over over(Slot slot, Schedule schedule, Instant now) {
        if (schedule.misfire() == Schedule.Misfire.RUN_ONCE && slots.isFollowed(slot)) {
            return new Over(Slot.State.MISSED, "a later date runs in its place");
        }
        if (slot.due().plus(schedule.maxLateness()).isBefore(now)) {
            String waited = slot.reason() == null ? "no server was there in time" : slot.reason();
            return new Over(Slot.State.MISSED, waited);
        }
        return null;
    }

    /**
     * The launch, its task and the slot's end are one transaction: a crash leaves all of it or nothing. Whoever has the date skipped in this very
     * moment comes before, and his word is kept, or after, and is told of the run.
     */
    private void launch(Slot slot) {
        control.inTransaction(() -> {
            skipped.lock(slot.job());
            if (skipIfSaid(slot)) {
                return Optional.empty();
            }
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
