package io.steadfill.api.request;

import io.steadfill.run.LaunchRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What requests carry; every name may be left out unless the address says otherwise. */
public final class Bodies {

    private Bodies() {}

    /**
     * A launch that is asked for.
     *
     * @param parameters of the job, by name; a text, a number, true or false each
     * @param businessDate such as {@code 2026-01-31}; at most one run of the job exists for it
     * @param ignoreHours why the run may work outside the job's open hours
     */
    public record Launch(
            @Nullable Map<String, Object> parameters,
            @Nullable String businessDate,
            @Nullable String ignoreHours) {

        public LaunchRequest request() {
            return new LaunchRequest(
                    Texts.values("/parameters", parameters),
                    Texts.date("businessDate", businessDate),
                    ignoreHours == null ? null : Texts.why(ignoreHours));
        }
    }

    /**
     * A plan that is asked for.
     *
     * @param parameters of the job, by name
     * @param sample whether to work a chunk and roll it back, which takes an operator
     */
    public record Plan(
            @Nullable Map<String, Object> parameters,
            @Nullable Boolean sample) {}

    /**
     * A word to pause.
     *
     * @param lasts such as {@code 30m}; until somebody resumes it where it is left out
     */
    public record Pause(@Nullable String why, @Nullable String lasts) {}

    /**
     * A word to go on.
     *
     * @param ignoreHours why the run may work outside the job's open hours; it keeps them where it is left out
     */
    public record Resume(@Nullable String ignoreHours) {}

    /**
     * A word to put back what a run changed.
     *
     * @param why must be given
     */
    public record Undo(@Nullable String why) {}

    /**
     * A date of a schedule that is to have no run.
     *
     * @param businessDate such as {@code 2026-11-27}
     * @param why must be given
     */
    public record Skip(
            @Nullable String businessDate, @Nullable String why) {}

    /**
     * A date of a schedule.
     *
     * @param businessDate such as {@code 2026-11-27}
     */
    public record Unskip(@Nullable String businessDate) {}

    /**
     * Days on which schedules are to launch nothing: those of some jobs, on a database, or all.
     *
     * @param from such as {@code 2026-12-24}
     * @param to the last of them
     * @param jobs by name
     * @param everything must be true where neither jobs nor a database are named
     * @param why must be given
     */
    public record SkipDays(
            @Nullable String from,
            @Nullable String to,
            @Nullable List<String> jobs,
            @Nullable String database,
            @Nullable Boolean everything,
            @Nullable String why) {}

    /**
     * Days on which schedules are to launch again.
     *
     * @param from such as {@code 2026-12-24}
     * @param to the last of them
     * @param jobs by name
     * @param everything must be true where neither jobs nor a database are named
     */
    public record UnskipDays(
            @Nullable String from,
            @Nullable String to,
            @Nullable List<String> jobs,
            @Nullable String database,
            @Nullable Boolean everything) {}

    /** A word without further names. */
    public record Plain() {}

    /**
     * Rows to be tried again.
     *
     * @param keys of rows in open quarantine, each as in a waiver; every open row where it is left out
     */
    public record Retry(@Nullable List<String> keys) {}

    /**
     * A waiver: of one row or several by their keys or ids, or of all.
     *
     * @param key the text of a single key column, a JSON array of all of them, or the row's id
     * @param keys the same of several rows, which are waived together or not at all
     * @param all every open row
     * @param why must be given
     */
    public record Waive(
            @Nullable String key,
            @Nullable List<String> keys,
            @Nullable Boolean all,
            @Nullable String why) {}

    /**
     * A stop: of one job, of a database, of a table in it, or of everything.
     *
     * @param job stops one job
     * @param database stops a database, or the table in it
     * @param table stops every job on it
     * @param everything must be true where nothing else is named
     * @param why must be given
     * @param lasts such as {@code 2h}; until somebody lifts it where it is left out
     */
    public record Halt(
            @Nullable String job,
            @Nullable String database,
            @Nullable String table,
            @Nullable Boolean everything,
            @Nullable String why,
            @Nullable String lasts) {}
}
