package io.steadfill.engine.execution;

import io.steadfill.checkpoint.Counts;
import io.steadfill.chunk.event.ChunkListener;
import io.steadfill.chunk.failure.FailPoints;
import io.steadfill.definition.Work;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.verify.Survey;
import io.steadfill.verify.comparison.Comparison;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last phase: the data itself says whether the run is done. */
public final class Verifying implements Phase {

    private final FailPoints failPoints;

    public Verifying(FailPoints failPoints) {
        this.failPoints = failPoints;
    }

    @Override
    public @Nullable RunEnd work(ActiveRun run, long jobExecution, Consumer<Counts> report) {
        failPoints.reach("K14");
        Counts counts = run.counts();
        new Proving(run).checkCoverage();
        if (run.order().definition().work() instanceof Work.CopyRows) {
            Comparison comparison = new Proving(run).compareCopy();
            told(run, comparison.different() + comparison.extra());
            if (!comparison.isClean()) {
                return new RunEnd(
                        RunEnd.How.FAILED,
                        Problem.DIVERGENCE_FOUND,
                        comparison.different() + " rows differ from their copy or lack one, and " + comparison.extra()
                                + " copies come from no row; 'verify "
                                + run.order().definition().name() + "' names some",
                        counts);
            }
        }
        if (run.order().definition().empties()) {
            // The survey that ended the sweeps is the proof; only where none was taken is the data asked again.
            Survey taken = run.proof();
            Survey remaining = taken == null ? new Proving(run).survey() : taken;
            told(run, remaining.rowsLeft());
            if (remaining.rowsLeft() > 0) {
                return new RunEnd(
                        RunEnd.How.FAILED,
                        Problem.NOT_CONVERGING,
                        remaining.rowsLeft() + " rows match again, 'verify "
                                + run.order().definition().name() + "' names some; resume the run to sweep them",
                        counts);
            }
        }
        if (!run.order().definition().empties() && !(run.order().definition().work() instanceof Work.CopyRows)) {
            // Coverage is the whole proof here, and it held.
            told(run, 0);
        }
        long open = run.inTarget(session -> run.quarantine().unsettled(session, run.id()));
        failPoints.reach("K15");
        return open > 0
                ? new RunEnd(
                        RunEnd.How.QUARANTINED,
                        null,
                        "done but for " + open + " rows in quarantine; see 'quarantine list " + run.id() + "'",
                        counts)
                : new RunEnd(RunEnd.How.COMPLETED, null, "proved: no row is left to do", counts);
    }

    private static void told(ActiveRun run, long rows) {
        run.order()
                .listener()
                .proved(new ChunkListener.Proved(
                        run.id(), run.order().definition().name(), rows));
    }
}
