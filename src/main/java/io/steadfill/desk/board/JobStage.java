package io.steadfill.desk.board;

import java.util.Locale;

/**
 * One of the six stages of a job, from its definition to its last companion script.
 *
 * @param name such as {@code Backfilled}
 * @param share how much of it is done, from 0 to 1
 * @param says a few words about where it stands; empty where the mark says it all
 */
public record JobStage(String name, Mark mark, double share, String says) {

    /** Where a stage stands. */
    public enum Mark {
        DONE,
        WORKING,
        /** For a signal, an hour, or a person's word. */
        WAITING,
        PAUSED,
        BLOCKED,
        COMING,
        /** The job has nothing to do here. */
        NOT_NEEDED;

        /** The word in answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static JobStage done(String name, String says) {
        return new JobStage(name, Mark.DONE, 1, says);
    }

    static JobStage coming(String name) {
        return new JobStage(name, Mark.COMING, 0, "");
    }

    static JobStage blocked(String name, double share, String says) {
        return new JobStage(name, Mark.BLOCKED, share, says);
    }
}
