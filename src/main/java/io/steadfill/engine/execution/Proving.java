package io.steadfill.engine.execution;

import io.steadfill.checkpoint.Partition;
import io.steadfill.chunk.Gate;
import io.steadfill.chunk.Nap;
import io.steadfill.database.Fragment;
import io.steadfill.definition.Completion;
import io.steadfill.definition.Identifier;
import io.steadfill.keyset.Key;
import io.steadfill.keyset.KeyRange;
import io.steadfill.quarantine.WaiverStore;
import io.steadfill.throttle.Duty;
import io.steadfill.verify.Coverage;
import io.steadfill.verify.LeftOut;
import io.steadfill.verify.Slice;
import io.steadfill.verify.Survey;
import io.steadfill.verify.Verifier;
import io.steadfill.verify.comparison.Comparison;
import io.steadfill.verify.comparison.Recompute;
import io.steadfill.verify.walk.Rests;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the data of one run: what still matches, and whether the walk covered the key space. */
final class Proving {

    private final ActiveRun run;

    Proving(ActiveRun run) {
        this.run = run;
    }

    /** What still matches the to-do predicate, but for open quarantine and waivers that still hold. */
    Survey survey() {
        LeftOut leftOut = run.inTarget(session -> {
            Map<String, String> waived = new WaiverStore(run.database().dialect()).standing(session, run.id());
            return new LeftOut(
                    new HashSet<>(run.quarantine().keys(session, run.id(), "OPEN")),
                    waived,
                    waived.isEmpty() ? List.of() : run.backfills().columnsRead());
        });
        Verifier verifier = new Verifier(System::nanoTime);
        Fragment condition = run.backfills().condition();
        Identifier via = run.order().definition().via();
        return via == null
                ? verifier.survey(run.database(), run.table(), KeyRange.ALL, condition, leftOut, between())
                : verifier.surveyByIndex(run.database(), run.table(), via, KeyRange.ALL, condition, leftOut, between());
    }

    /** @throws io.steadfill.problem.ProblemException COVERAGE_BROKEN that names the place */
    void checkCoverage() {
        List<Partition> walk = run.partitionsNow().stream()
                .filter(partition -> partition.sweep() == 0)
                .toList();
        boolean once = run.order().definition().completion() == Completion.ONCE;
        Coverage.check(
                walk.stream()
                        .map(p -> new Slice(p.toString(), p.range(), p.at(), p.done()))
                        .toList(),
                once ? KeyRange.ALL.upTo(lastKey(walk)) : KeyRange.ALL);
    }

    /** Compares a copy with its source, both ways. */
    Comparison compareCopy() {
        return new Recompute(System::nanoTime)
                .copy(
                        run.database(),
                        run.table(),
                        Objects.requireNonNull(run.into()),
                        run.backfills().copied(),
                        run.backfills().condition(),
                        between());
    }

    private Rests between() {
        return new Rests(() -> run.order().gate().limits().duty(), System::nanoTime, this::rest);
    }

    /** An operator's word ends a long proof between two of its short reads. */
    private void rest(Duration length) {
        Gate gate = run.order().gate();
        if (!length.isZero()) {
            Nap.take(length, gate);
            run.order().listener().waiting(run.id(), new Duty(gate.limits().duty()).verdict(), length);
        }
        if (gate.word() != Gate.Word.GO) {
            throw new StoppedException();
        }
    }

    /** Where a once job was frozen: the end of its last partition. */
    private static @Nullable Key lastKey(List<Partition> walk) {
        return walk.isEmpty() ? null : walk.get(walk.size() - 1).range().upTo();
    }
}
