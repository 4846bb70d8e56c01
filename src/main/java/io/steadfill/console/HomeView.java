package io.steadfill.console;

import io.steadfill.desk.JobLine;
import io.steadfill.run.RunState;
import io.steadfill.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sees first.
 *
 * @param needs what waits for a person
 * @param runs those that are not over
 */
record HomeView(String title, String date, List<Need> needs, List<RunView> runs, String announce) {

    /** Something that waits for a person, and where it is looked at. */
    record Need(
            Mark mark, String what, String says, @Nullable String more, String href, String link) {}

    static HomeView of(List<JobLine> lines, List<RunView> runs, String date) {
        List<Need> needs = new ArrayList<>();
        lines.stream().filter(JobLine::needsPerson).forEach(line -> needs.add(need(line)));
        String title = runs(runs.size()) + " " + people(needs.size());
        return new HomeView(title, date, needs, runs, title);
    }

    private static Need need(JobLine line) {
        RunStatus run = line.run();
        String why = line.why() == null || line.why().isEmpty() ? null : line.why();
        if (run == null || !waitsForPerson(run)) {
            return new Need(
                    new Mark("bad", "failed", "Blocked", ""),
                    line.job(),
                    line.next(),
                    why,
                    "/jobs/" + line.job(),
                    "Look at the job");
        }
        boolean rows = run.state() == RunState.QUARANTINED;
        return new Need(
                Mark.of(run),
                line.job() + " " + run.runId(),
                line.next(),
                why,
                "/runs/" + run.runId() + (rows ? "/quarantine" : ""),
                rows ? "Look at the rows" : "Look at the run");
    }

    private static boolean waitsForPerson(RunStatus run) {
        return switch (run.state()) {
            case FAILED, QUARANTINED, INTERRUPTED, PAUSED -> true;
            case PENDING, WAITING, RUNNING, PAUSING, CANCELLING, CANCELLED, VERIFYING, COMPLETED, UNDOING, UNDONE ->
                false;
        };
    }

    private static String runs(int count) {
        return count == 0
                ? "No run is active."
                : count == 1 ? "One run is active." : number(count) + " runs are active.";
    }

    private static String people(int count) {
        return count == 0
                ? "Nothing needs a person."
                : count == 1 ? "One thing needs a person." : number(count) + " things need a person.";
    }

    private static String number(int count) {
        List<String> words = List.of("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten");
        return count <= 10 ? words.get(count - 2) : String.valueOf(count);
    }
}
