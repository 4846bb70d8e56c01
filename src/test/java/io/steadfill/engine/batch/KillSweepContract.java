package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import io.steadfill.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker dies at every named point, from within and from outside; control in the same server's other database, and on another server. */
@Tag("slow")
abstract class KillSweepContract {

    private void sweep(TestDatabase target, String kind, boolean fromOutside) throws Exception {
        sweep(target, target.lane(), kind, fromOutside);
    }

    private void sweep(TestDatabase target, Lane controlLane, String kind, boolean fromOutside) throws Exception {
        try (TestDatabase control = TestDatabase.on(controlLane)) {
            KillSweep sweep = new KillSweep(target, control.url(), kind);
            sweep.prepare();
            List<String> survived = new ArrayList<>();
            int lease = 1;
            for (String point : KillSweep.POINTS) {
                if (!sweep.killAt(point, 1, fromOutside, lease++)) {
                    survived.add(point);
                }
            }
            sweep.finish(lease);

            sweep.assertOneTokenEach("kills " + sweep.kills());
            assertThat(survived).as("points that were never reached").isEmpty();
            System.out.println("kill sweep " + target.lane() + ", control " + controlLane + ", " + kind
                    + (fromOutside ? " SIGKILL " : " halt ") + sweep.kills());
        }
    }

    private void zombie(TestDatabase target, String point) throws Exception {
        try (TestDatabase control = TestDatabase.on(target.lane())) {
            KillSweep sweep = new KillSweep(target, control.url(), "set");
            sweep.prepare();

            String said = sweep.takeOverFromZombie(point, 3);

            assertThat(said).contains("reached " + point).contains("taken");
            sweep.assertOneTokenEach(said);
        }
    }

    @Test
    void letsAWorkerThatSleptBetweenChunksCommitNothingMore(TestDatabase target) throws Exception {
        zombie(target, "K11");
    }

    @Test
    void letsAWorkerThatSleptBeforeItsCommitCommitNothing(TestDatabase target) throws Exception {
        zombie(target, "K9");
    }

    @Test
    void losesNothingWhenASetJobIsKilledWhoseControlIsOnAnotherServer(TestDatabase target) throws Exception {
        sweep(target, another(target.lane()), "set", true);
    }

    @Test
    void losesNothingWhenATransformJobDiesWhoseControlIsOnAnotherServer(TestDatabase target) throws Exception {
        sweep(target, another(target.lane()), "transform", false);
    }

    private static Lane another(Lane lane) {
        return lane == Lane.POSTGRESQL ? Lane.MARIADB : Lane.POSTGRESQL;
    }

    @Test
    void losesNothingAndRepeatsNothingWhenASetJobDiesFromWithin(TestDatabase target) throws Exception {
        sweep(target, "set", false);
    }

    @Test
    void losesNothingAndRepeatsNothingWhenASetJobIsKilledFromOutside(TestDatabase target) throws Exception {
        sweep(target, "set", true);
    }

    @Test
    void losesNothingAndRepeatsNothingWhenATransformJobDiesFromWithin(TestDatabase target) throws Exception {
        sweep(target, "transform", false);
    }

    @Test
    void losesNothingAndRepeatsNothingWhenATransformJobIsKilledFromOutside(TestDatabase target) throws Exception {
        sweep(target, "transform", true);
    }
}
