package io.steadfill.console.job;

import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Strip;
import io.steadfill.desk.board.JobLine;
import io.steadfill.desk.board.JobStage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A job on the board.
 *
 * @param place its table and owner
 * @param at on small screens: the stage that it has reached
 */
record JobView(
        String job,
        String place,
        List<StageView> stages,
        String next,
        @Nullable String why,
        String at) {

    /** A stage, drawn and said. */
    record StageView(String name, Mark mark, Strip strip, String says) {}

    static JobView of(JobLine line) {
        String place = line.table() == null
                ? "definition not valid"
                : line.database() + "." + line.table() + (line.owner() == null ? "" : ", " + line.owner());
        return new JobView(
                line.job(),
                place,
                line.stages().stream()
                        .map(stage -> new StageView(stage.name(), Mark.of(stage), Strip.of(stage), stage.says()))
                        .toList(),
                line.next(),
                line.why() == null || line.why().isEmpty() ? null : line.why(),
                reached(line));
    }

    private static String reached(JobLine line) {
        JobStage last = line.stages().get(0);
        for (JobStage stage : line.stages()) {
            if (stage.mark() != JobStage.Mark.COMING && stage.mark() != JobStage.Mark.NOT_NEEDED) {
                last = stage;
            }
        }
        return last.name() + ": " + (last.says().isEmpty() ? last.mark().name().toLowerCase(Locale.ROOT) : last.says())
                + ". ";
    }
}
