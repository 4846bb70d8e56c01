package io.steadfill.desk.board;

import io.steadfill.run.status.RunStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job on the board: how far it is from expand to contract, and what comes next.
 *
 * @param database the name in the configuration; null where the definition cannot be read, and so {@code table}
 * @param stages six, in their order
 * @param next what comes next, in a sentence; who does it is in the sentence
 * @param why a second sentence; null where the first says it all
 * @param run the newest run; null where it never ran
 */
public record JobLine(
        String job,
        @Nullable String description,
        @Nullable String owner,
        @Nullable String database,
        @Nullable String table,
        List<JobStage> stages,
        String next,
        @Nullable String why,
        @Nullable RunStatus run) {

    public JobLine {
        stages = List.copyOf(stages);
    }

    /** Whether nothing happens before a person does something. */
    public boolean needsPerson() {
        return stages.stream().anyMatch(stage -> stage.mark() == JobStage.Mark.BLOCKED);
    }

    /** Whether a run of it is being worked, waits or is paused. */
    public boolean isInWork() {
        return stages.stream()
                .map(JobStage::mark)
                .anyMatch(mark ->
                        mark == JobStage.Mark.WORKING || mark == JobStage.Mark.WAITING || mark == JobStage.Mark.PAUSED);
    }

    /** Whether every stage is done or not needed. */
    public boolean isFinished() {
        return stages.stream()
                .allMatch(stage -> stage.mark() == JobStage.Mark.DONE || stage.mark() == JobStage.Mark.NOT_NEEDED);
    }
}
