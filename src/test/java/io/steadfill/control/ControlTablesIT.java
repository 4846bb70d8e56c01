package io.steadfill.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steadfill.database.Database;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.testing.Lane;
import io.steadfill.testing.OnEveryServer;
import io.steadfill.testing.TestDatabase;

/** A release that meets the control database of an earlier one says so at its start, not by an internal error in the night. */
class ControlTablesIT {

    @OnEveryServer
    void tablesOfAnEarlierReleaseAreRefusedUntilTheyAreBroughtUpToDate(Lane lane, TestDatabase database) {
        Database open = database.database();
        new ControlTables(new Control(() -> open)).init();
        database.execute(
                "drop table steadfill_control_skip", "delete from steadfill_control_history where version = '030'");

        assertThatThrownBy(() -> new Control(() -> open).identity())
                .isInstanceOfSatisfying(ProblemException.class, refusal -> {
                    assertThat(refusal.problem()).isEqualTo(Problem.CONTROL_TABLES_MISSING);
                    assertThat(refusal.detail()).contains("earlier release", "database init control");
                });
    }
}
