package io.steadfill.desk;

import io.steadfill.chunk.Rehearsed;
import io.steadfill.engine.RunPlan;
import io.steadfill.keyset.Key;
import io.steadfill.run.Progress;
import io.steadfill.run.RunEvent;
import io.steadfill.run.RunState;
import io.steadfill.run.RunStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers without rows' values, for those who may not see them. */
final class Masked {

    /** Stands where a value would. */
    static final String MASK = "***";

    private Masked() {}

    /** What a database says of a failure may quote a row; the problem's code stays. */
    static RunStatus of(RunStatus run) {
        Progress progress = run.progress();
        boolean told = run.says() != null && run.state() == RunState.FAILED;
        return run.with(told ? MASK : run.says(), progress == null ? null : progress.withoutRetry());
    }

    static RunEvent of(RunEvent event) {
        return event.says() == null || event.to() != RunState.FAILED ? event : event.with(MASK);
    }

    static RunPlan of(RunPlan plan) {
        Rehearsed seen = plan.rehearsed();
        return new RunPlan(
                plan.job(),
                plan.table(),
                plan.keyset(),
                plan.rowEstimate(),
                plan.statement(),
                plan.plan(),
                plan.byIndex(),
                plan.warnings(),
                seen == null ? null : of(seen),
                plan.estimate());
    }

    private static Rehearsed of(Rehearsed seen) {
        return new Rehearsed(
                seen.rows(),
                seen.changed(),
                seen.changedAgain(),
                seen.took(),
                seen.locks(),
                seen.examples().stream().map(Masked::of).toList(),
                Collections.nCopies(seen.refused().size(), MASK));
    }

    private static Rehearsed.Example of(Rehearsed.Example example) {
        return new Rehearsed.Example(
                of(example.key()), of(example.before()), example.after() == null ? null : of(example.after()));
    }

    static Key of(Key key) {
        return new Key(key.columns(), Collections.nCopies(key.values().size(), MASK));
    }

    private static Map<String, @Nullable String> of(Map<String, @Nullable String> values) {
        Map<String, @Nullable String> masked = new LinkedHashMap<>();
        List.copyOf(values.keySet()).forEach(column -> masked.put(column, MASK));
        return masked;
    }
}
