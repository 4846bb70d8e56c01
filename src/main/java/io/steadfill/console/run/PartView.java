package io.steadfill.console.run;

import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Strip;
import io.steadfill.console.words.Words;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.PartitionStatus;
import io.steadfill.run.status.WalkProgress;
import java.util.ArrayList;
import java.util.List;

/** A partition, large in the key line and in the table. */
record PartView(
        String name,
        String percent,
        Mark mark,
        Strip strip,
        String keys,
        String upTo,
        String checkpoint,
        String changed,
        String chunks) {

    static List<PartView> of(WalkProgress walk, RunState state, Mark run) {
        List<PartView> all = new ArrayList<>();
        for (int i = 0; i < walk.parts().size(); i++) {
            PartitionStatus part = walk.parts().get(i);
            double share = walk.shares().get(i);
            all.add(new PartView(
                    "p" + (part.number() + 1),
                    Words.percent(share),
                    mark(part, state, run),
                    Strip.of(part, share, run, state == RunState.COMPLETED),
                    part.masked()
                            ? "not shown to you"
                            : "(" + Keys.shown(part.after(), "first key") + ", " + Keys.shown(part.upTo(), "last key")
                                    + "]",
                    part.masked() ? "" : "up to " + Keys.shown(part.upTo(), "the last key"),
                    part.masked() ? "not shown" : Keys.shown(part.at(), "none yet"),
                    Words.number(part.changed()),
                    Words.number(part.chunks())));
        }
        return all;
    }

    private static Mark mark(PartitionStatus part, RunState state, Mark run) {
        return switch (part.state()) {
            case DONE -> new Mark("ok", "done", "Done", "");
            case OPEN -> new Mark("", "pending", "Not begun", "");
            case BEGUN ->
                switch (state) {
                    case RUNNING, VERIFYING, UNDOING ->
                        new Mark(run.css(), run.icon(), "wait".equals(run.css()) ? "Waiting" : "In work", "");
                    case PENDING,
                            WAITING,
                            PAUSING,
                            PAUSED,
                            CANCELLING,
                            CANCELLED,
                            INTERRUPTED,
                            FAILED,
                            QUARANTINED,
                            COMPLETED,
                            UNDONE -> new Mark(run.css(), run.icon(), run.word(), "");
                };
        };
    }
}
