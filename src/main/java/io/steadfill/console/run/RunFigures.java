package io.steadfill.console.run;

import io.steadfill.console.words.Words;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.status.WalkProgress;
import io.steadfill.run.story.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A run's figures, each with what it was read from; what is not known is said so. */
final class RunFigures {

    private final RunStatus run;
    private final WalkProgress walk;
    private final Instant now;
    private final ZoneId zone;

    RunFigures(RunStatus run, WalkProgress walk, Instant now, ZoneId zone) {
        this.run = run;
        this.walk = walk;
        this.now = now;
        this.zone = zone;
    }

    List<RunView.Figure> all() {
        List<RunView.Figure> all = new ArrayList<>();
        Partitions rows = run.partitions();
        Progress told = run.progress();
        if (rows == null) {
            all.add(new RunView.Figure("Key range walked", "0 %", "not planned yet", null, null));
            return all;
        }
        all.add(new RunView.Figure(
                "Key range walked",
                Words.percent(walk.share()),
                walk.done() + " of " + walk.parts().size() + " partitions done"
                        + (rows.sweep() == 0
                                ? ""
                                : "; sweep " + rows.sweep() + ", " + rows.done() + " of " + rows.total()),
                null,
                null));
        all.add(new RunView.Figure("Rows walked", Words.number(rows.walked()), estimate(rows), null, null));
        all.add(new RunView.Figure("Rows changed", Words.number(rows.changed()), missed(rows), null, null));
        if (run.state() == RunState.UNDOING) {
            all.add(new RunView.Figure(
                    "Rows to put back",
                    Words.number(rows.toPutBack()),
                    "or to leave alone, where somebody changed them since",
                    null,
                    null));
        } else if (isWalking() && told != null) {
            all.add(new RunView.Figure(
                    "Rows per second",
                    Words.number(Math.round(told.rowsPerSecond())),
                    told.chunkRows() == 0
                            ? ""
                            : "the last chunk: " + Words.rows(told.chunkRows()) + " in " + told.chunkMillis() + " ms",
                    null,
                    null));
            all.add(ends(rows, told));
        } else {
            all.add(new RunView.Figure("Took", Words.span(elapsed()), run.ended() == null ? "so far" : "", null, null));
        }
        if (told != null) {
            all.add(new RunView.Figure(
                    "Time lost to waits",
                    Words.span(Duration.ofMillis(told.lostMillis())),
                    elapsed().isZero()
                            ? ""
                            : Words.percent(Math.min(
                                            1,
                                            told.lostMillis()
                                                    / (double) Math.max(
                                                            1, elapsed().toMillis()))) + " of " + Words.span(elapsed()),
                    null,
                    null));
        }
        all.add(new RunView.Figure(
                "Quarantine",
                Words.rows(rows.quarantined()),
                rows.quarantined() == 0 ? "" : "set aside, ",
                rows.quarantined() == 0 ? null : "/runs/" + run.runId() + "/quarantine",
                "look at them"));
        return all;
    }

    String estimate(Partitions rows) {
        if (walk.done() == walk.parts().size()) {
            return "all that there were, counted";
        }
        if (rows.estimate() <= 0) {
            return "how many remain is not known";
        }
        return rows.walked() > rows.estimate()
                ? "more than estimated"
                : "of about " + Words.about(rows.estimate()) + ", an estimate";
    }

    private static String missed(Partitions rows) {
        List<String> words = new ArrayList<>();
        if (rows.lost() > 0) {
            words.add(Words.number(rows.lost()) + " changed by others first");
        }
        if (rows.locked() > 0) {
            words.add(Words.number(rows.locked()) + " locked by others");
        }
        return String.join(", ", words);
    }

    RunView.Figure ends(Partitions rows, Progress told) {
        long left = rows.estimate() - rows.walked();
        if (rows.sweep() > 0 || told.rowsPerSecond() < 1 || left <= 0) {
            return new RunView.Figure("Ends about", "not known", rows.sweep() > 0 ? "it sweeps" : "", null, null);
        }
        Duration rest = Duration.ofMillis((long) (left * 1000 / told.rowsPerSecond()));
        return new RunView.Figure(
                "Ends about", Words.time(now.plus(rest), now, zone).shown(), "in " + Words.span(rest), null, null);
    }

    Duration elapsed() {
        return Duration.between(run.started(), run.ended() == null ? now : run.ended());
    }

    boolean isWalking() {
        return switch (run.state()) {
            case RUNNING, PAUSING, CANCELLING, VERIFYING -> true;
            case UNDOING, PENDING, WAITING, PAUSED, CANCELLED, INTERRUPTED, FAILED, QUARANTINED, COMPLETED, UNDONE ->
                false;
        };
    }
}
