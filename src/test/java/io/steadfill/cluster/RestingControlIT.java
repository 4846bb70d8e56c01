package io.steadfill.cluster;

import static io.steadfill.cluster.ClusterKit.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.control.Control;
import io.steadfill.desk.RunDesk;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.adoption.Adoption;
import io.steadfill.testing.Await;
import io.steadfill.testing.Lane;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A control that has nothing to do is not lost; and where somebody says so all the same, it is told when it wants to work again. */
class RestingControlIT {

    private static final String META = "select count(*) from steadfill.meta where name like ?";

    @TempDir
    private Path folder;

    @Test
    void isNotTakenForLostAndWritesNothingOnceItWas() {
        try (ClusterKit kit = ClusterKit.on(folder, Lane.POSTGRESQL, Lane.POSTGRESQL)) {
            kit.items("item", 100).appending("tokens", "item", "workers: 1");
            ConfigurableApplicationContext resting = kit.node();
            String lost = resting.getBean(Control.class).identity().id();
            Await.until("a sign of life", () -> kit.target.count(META, "alive " + lost) == 1);

            try (ClusterKit fresh = kit.underNewControl()) {
                Adoption adoption = fresh.node().getBean(Adoption.class);
                assertThat(adoption.look("shop").aliveBefore()).isNotNull();
                refused(Problem.CONTROL_ALIVE, () -> adoption.adopt("shop", lost, false, "ann"));
                adoption.adopt("shop", lost, true, "ann");

                refused(
                        Problem.CONTROL_SUPERSEDED,
                        () -> resting.getBean(RunDesk.class).launch(ANN, "tokens", Map.of()));
            }

            assertThat(kit.target.count("select count(*) from steadfill.run")).isZero();
            assertThat(kit.target.count("select count(*) from steadfill.claim")).isZero();
            assertThat(kit.tokens()).isZero();
            assertThat(kit.control.count("select count(*) from steadfill_control_run"))
                    .isZero();
            assertThat(kit.target.count(META, "alive " + lost)).isZero();
        }
    }

    private static void refused(Problem problem, ThrowingCallable word) {
        assertThatThrownBy(word)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }
}
