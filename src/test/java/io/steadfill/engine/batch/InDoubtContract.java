package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.engine.RunEnd;
import io.steadfill.testing.CommitFault;
import io.steadfill.testing.FaultProxy;
import io.steadfill.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The network dies in the middle of a COMMIT: whatever became of it, each row has one effect. */
abstract class InDoubtContract {

    private static final int CHUNK = 3;

    private void breakTheCommitOfAChunk(TestDatabase target, CommitFault fault, String kind) throws Exception {
        KillSweep rows = new KillSweep(target, target.url(), kind);
        rows.prepare();
        try (FaultProxy proxy = FaultProxy.before(target);
                EngineKit kit = new EngineKit(proxy.url(), target.url()).with(KilledRun.APPEND)) {
            proxy.breakCommitOf("tokens", fault, CHUNK);

            RunEnd end = kit.run("in-doubt", KilledRun.job(kind), 1, Map.of());

            assertThat(end.how()).as(end.says()).isEqualTo(RunEnd.How.COMPLETED);
            assertThat(kit.failures()).as("the fault was met by a chunk").isNotEmpty();
            assertThat(kit.resolved())
                    .as("each doubt ends with what the target says")
                    .isNotEmpty()
                    .allMatch(doubt -> doubt.committed() == (fault == CommitFault.LOSE_ANSWER));
            rows.assertOneTokenEach(fault + " " + kit.failures());
        }
    }

    @Test
    void hasOneEffectWhenTheAnswerToCommitIsSwallowed(TestDatabase target) throws Exception {
        breakTheCommitOfAChunk(target, CommitFault.LOSE_ANSWER, "set");
    }

    @Test
    void hasOneEffectWhenTheCommitIsDropped(TestDatabase target) throws Exception {
        breakTheCommitOfAChunk(target, CommitFault.DROP, "set");
    }

    @Test
    void hasOneEffectWhenATransformsAnswerToCommitIsSwallowed(TestDatabase target) throws Exception {
        breakTheCommitOfAChunk(target, CommitFault.LOSE_ANSWER, "transform");
    }

    @Test
    void hasOneEffectWhenATransformsCommitIsDropped(TestDatabase target) throws Exception {
        breakTheCommitOfAChunk(target, CommitFault.DROP, "transform");
    }
}
