package io.steadfill.definition.file;

import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.definition.yaml.Complaints;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Whether the jobs that a job depends on are there, and none of them depends on it. */
final class Dependencies {

    private static final List<String> KEY = List.of("depends-on");

    private final List<String> names;
    private final Function<String, JobFile> read;

    /** @param read one job's file alone, without a look at others */
    Dependencies(List<String> names, Function<String, JobFile> read) {
        this.names = names;
        this.read = read;
    }

    /** @throws ProblemException DEFINITION_INVALID */
    void check(JobFile file) {
        List<Complaint> complaints = new ArrayList<>();
        JobDefinition job = file.definition();
        for (String needed : job.dependsOn()) {
            if (!names.contains(needed)) {
                complaints.add(file.complaint(KEY, "there is no job '" + needed + "'", Nearest.cure(needed, names)));
            }
        }
        way(job.name(), job.dependsOn(), new HashSet<>())
                .ifPresent(way -> complaints.add(file.complaint(
                        KEY,
                        "the job waits for itself: " + job.name() + " -> " + String.join(" -> ", way),
                        "take one of them out")));
        if (!complaints.isEmpty()) {
            throw Complaints.refusal(complaints);
        }
    }

    /** The way back to {@code goal}, where there is one. */
    private Optional<List<String>> way(String goal, List<String> from, Set<String> seen) {
        for (String next : from) {
            if (next.equals(goal)) {
                return Optional.of(List.of(goal));
            }
            if (names.contains(next) && seen.add(next)) {
                Optional<List<String>> rest = way(goal, dependsOn(next), seen);
                if (rest.isPresent()) {
                    List<String> all = new ArrayList<>(List.of(next));
                    all.addAll(rest.get());
                    return Optional.of(all);
                }
            }
        }
        return Optional.empty();
    }

    private List<String> dependsOn(String job) {
        try {
            return read.apply(job).definition().dependsOn();
        } catch (ProblemException e) {
            // That job has its own complaints, and runs for nobody before they are cured.
            return List.of();
        }
    }
}
