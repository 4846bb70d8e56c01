package io.steadfill.console.home;

import io.steadfill.console.run.RunView;
import io.steadfill.console.words.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sees first. What could not be read in time is null, and said to be missing.
 *
 * @param needs what waits for a person, the worst first
 * @param jobsRead whether the jobs were among what was looked at for {@code needs}
 * @param runs those that are not over
 */
public record HomeView(
        String date,
        List<HomeNeeds.Need> needs,
        boolean jobsRead,
        @Nullable List<RunView> runs,
        @Nullable NightView night,
        List<DatabaseView> databases,
        List<NodeView> nodes) {

    public String title() {
        return (runs == null ? "The runs were not read yet." : runs(runs.size())) + " " + people(needs.size());
    }

    /** Spoken when it changes. */
    public String announce() {
        return title();
    }

    private String people(int count) {
        return count == 0
                ? jobsRead ? "Nothing needs a person." : ""
                : Words.count(count) + (count == 1 ? " thing needs a person." : " things need a person.");
    }

    private static String runs(int count) {
        return count == 0
                ? "No run is active."
                : Words.count(count) + (count == 1 ? " run is active." : " runs are active.");
    }
}
