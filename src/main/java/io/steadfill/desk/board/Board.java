package io.steadfill.desk.board;

import io.steadfill.access.Operator;
import io.steadfill.definition.JobDefinition;
import io.steadfill.desk.JobDesk;
import io.steadfill.desk.Masked;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Runs;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.status.WalkProgress;
import io.steadfill.schema.Companions;
import io.steadfill.schema.ScriptState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All jobs from expand to contract, as somebody may see them. Reads the definition, the target's ledger and the newest run of each. */
public final class Board {

    /** The stages of every job, in their order. */
    public static final List<String> STAGES = StageReading.NAMES;

    private static final int PARTITIONS_MAX = 1_000;

    private final JobDesk jobs;
    private final Runs runs;
    private final Companions companions;

    Board(JobDesk jobs, Runs runs, Companions companions) {
        this.jobs = jobs;
        this.runs = runs;
        this.companions = companions;
    }

    /** Those that need a person first, then those in work, then the others; each by name. */
    public List<JobLine> lines(Operator who) {
        List<JobLine> lines = new ArrayList<>();
        jobs.names(who).forEach(name -> lines.add(line(who, name)));
        lines.sort(Comparator.comparing((JobLine line) -> line.needsPerson() ? 0 : line.isInWork() ? 1 : 2)
                .thenComparing(JobLine::job));
        return lines;
    }

    /** One job; what is wrong with it is in its line, never thrown. */
    public JobLine line(Operator who, String name) {
        JobDefinition job;
        try {
            job = jobs.definition(who, name);
        } catch (ProblemException e) {
            return unreadable(name, e);
        }
        RunStatus run = runs.list(new RunQuery(name, null, null, null, null, 1), seen -> true).runs().stream()
                .findFirst()
                // Its failure's own words may quote a row.
                .map(newest -> who.seesData() ? newest : Masked.of(newest))
                .orElse(null);
        List<ScriptState> scripts;
        try {
            scripts = companions.status(jobs.database(job), jobs.folder(job), job).stream()
                    .map(script -> who.seesData() ? script : Masked.of(script))
                    .toList();
        } catch (ProblemException e) {
            return new StageReading(job, List.of(), run, 0).blocked(e);
        }
        return new StageReading(job, scripts, run, walked(run)).line();
    }

    /** The share of the keys that a run has walked, from 0 to 1. */
    private double walked(@Nullable RunStatus run) {
        if (run == null) {
            return 0;
        }
        return WalkProgress.of(runs.partitions(run.runId(), PARTITIONS_MAX)).share();
    }

    private JobLine unreadable(String name, ProblemException e) {
        List<JobStage> stages = new ArrayList<>();
        stages.add(JobStage.blocked("Defined", 0, "not valid"));
        StageReading.NAMES.stream().skip(1).forEach(stage -> stages.add(JobStage.coming(stage)));
        return new JobLine(
                name,
                null,
                null,
                null,
                null,
                stages,
                "Mend its definition.",
                e.detail().lines().findFirst().orElse(""),
                null);
    }
}
