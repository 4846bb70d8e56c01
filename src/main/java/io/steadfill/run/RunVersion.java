package io.steadfill.run;

import io.steadfill.digest.Sha256;
import io.steadfill.problem.Problem;
import io.steadfill.run.record.RunRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names what an operator saw of a run, so that a word meant for it is not given to another state. Progress does not change it; that a process
 * took the run up since does, for it may have ended in the same state with other rows.
 */
final class RunVersion {

    private static final int LENGTH = 16;

    private RunVersion() {}

    /** @throws io.steadfill.problem.ProblemException RUN_CHANGED where the run has another version by now */
    static void require(RunRow row, Map<String, String> tuning, String version) {
        String now = of(row, tuning);
        if (!now.equals(version)) {
            throw Problem.RUN_CHANGED
                    .with("run", row.runId())
                    .with("state", row.state())
                    .with("version", now)
                    .says("run " + row.runId() + " is " + row.state()
                            + " by now, and not as you saw it: look at it again, then say the word with its new ETag");
        }
    }

    static String of(RunRow row, Map<String, String> tuning) {
        List<String> holds = row.holds().stream()
                .map(hold -> hold.id() + "/" + hold.expires())
                .sorted()
                .toList();
        String seen = String.join(
                "\n",
                row.runId(),
                row.state().name(),
                row.word().name(),
                String.valueOf(row.leaseVersion()),
                holds.toString(),
                new TreeMap<>(tuning).toString());
        return Sha256.hex(seen).substring(0, LENGTH);
    }
}
