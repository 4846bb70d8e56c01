package io.steadfill.engine.undo;

import io.steadfill.checkpoint.BeforeImage;
import io.steadfill.database.catalog.Table;
import io.steadfill.engine.execution.ActiveRun;
import io.steadfill.problem.Problem;
import java.util.List;

/** Whether the rows of a run can be found again, one by one, to be put back. */
final class Whereabouts {

    private Whereabouts() {}

    static void requireMovable(ActiveRun run) {
        Table into = run.into();
        if (into != null && !into.keyset().names().equals(run.table().keyset().names())) {
            throw Problem.RUN_NOT_UNDOABLE
                    .with("run", run.id())
                    .says("rows were moved into " + into.name() + ", whose key is another than that of "
                            + run.table().name()
                            + ", so that they cannot be found there one by one; move them back by hand");
        }
    }

    /** A run of a release that did not keep its key is looked at by the best one of now. */
    static void requireSameKey(ActiveRun run, BeforeImage image) {
        List<String> now = run.table().keyset().names();
        if (!image.keyColumns().equals(now)) {
            throw Problem.RUN_NOT_UNDOABLE
                    .with("run", run.id())
                    .says(
                            "old values of run " + run.id() + " are kept by the key ("
                                    + String.join(", ", image.keyColumns()) + "), and table "
                                    + run.table().name() + " is walked by (" + String.join(", ", now)
                                    + ") by now, so that its rows cannot be told; bring the table's unique indexes back to what they were, then undo again");
        }
    }
}
