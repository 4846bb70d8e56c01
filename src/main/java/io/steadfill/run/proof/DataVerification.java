package io.steadfill.run.proof;

import io.steadfill.audit.AuditTrail;
import io.steadfill.checkpoint.Partition;
import io.steadfill.checkpoint.PartitionStore;
import io.steadfill.database.Database;
import io.steadfill.database.TransactionSettings;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.Work;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.quarantine.QuarantineStore;
import io.steadfill.quarantine.WaiverStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.transform.Transforms;
import io.steadfill.verify.Coverage;
import io.steadfill.verify.LeftOut;
import io.steadfill.verify.Slice;
import io.steadfill.verify.Survey;
import io.steadfill.verify.Verifier;
import io.steadfill.verify.comparison.Comparison;
import io.steadfill.verify.comparison.Recompute;
import io.steadfill.verify.walk.Extent;
import io.steadfill.verify.walk.Rests;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the data whether a job has done what it promises. Never writes. */
public final class DataVerification {

    private final JobRuns jobRuns;
    private final AuditTrail audit;
    private final LongSupplier nanos;
    private final Consumer<Verified> tell;

    /** @param tell hears every result */
    DataVerification(JobRuns jobRuns, AuditTrail audit, LongSupplier nanos, Consumer<Verified> tell) {
        this.jobRuns = jobRuns;
        this.audit = audit;
        this.nanos = nanos;
        this.tell = tell;
    }

    /**
     * The same because somebody asked: who, and what it showed, leaves a line in the audit trail, never a row's values.
     *
     * @param by as the audit trail writes it
     */
    public Verified verify(
            Database database, JobDefinition job, Transforms transforms, @Nullable Extent recompute, String by) {
        Verified verified = verify(database, job, transforms, recompute);
        audit.add(
                by,
                "verify",
                verified.run(),
                job.name(),
                null,
                (verified.isClean() ? "as promised" : "NOT as promised") + ", " + String.join(" ", verified.by()) + ", "
                        + verified.rowsLeft() + " left");
        return verified;
    }

    /**
     * Looks at the whole table, in short reads.
     *
     * @param recompute how much of the table is computed again; null for as little as the promise needs
     * @throws ProblemException COVERAGE_BROKEN, NOT_VERIFIED when a job that is once has never run here, or what cannot be read
     */
    public Verified verify(Database database, JobDefinition job, Transforms transforms, @Nullable Extent recompute) {
        return verify(database, job, jobRuns.newestOf(job), transforms, recompute);
    }

    /** The same by the parameters and the quarantine of one run. */
    Verified verify(
            Database database,
            JobDefinition job,
            Optional<RunRow> run,
            Transforms transforms,
            @Nullable Extent recompute) {
        RunParameters parameters = jobRuns.parameters(job, run);
        JobData data = JobData.of(database, job, parameters, transforms);
        List<String> by = new ArrayList<>();
        if (job.completion() == Completion.ONCE) {
            checkCoverage(data, run);
            by.add("coverage");
        }
        Survey survey = null;
        if (job.where() != null) {
            survey = new Verifier(nanos)
                    .survey(
                            database,
                            data.table(),
                            KeyRange.ALL,
                            data.work().condition(),
                            leftOut(data, run),
                            rests(job));
            by.add("predicate");
        }
        Comparison again = again(data, recompute, by);
        List<String> sample = new ArrayList<>();
        if (survey != null) {
            survey.sample().forEach(key -> sample.add(key.toString()));
        }
        if (again != null) {
            again.sample().forEach(key -> sample.add(key.toString()));
        }
        Verified verified = new Verified(
                job.name(),
                job.table().toString(),
                run.map(RunRow::runId).orElse(null),
                by,
                survey == null ? 0 : survey.rowsLeft(),
                survey == null ? 0 : survey.quarantined(),
                survey == null ? 0 : survey.waived(),
                sample,
                again);
        tell.accept(verified);
        return verified;
    }

    private @Nullable Comparison again(JobData data, @Nullable Extent asked, List<String> by) {
        Work work = data.job().work();
        Recompute recompute = new Recompute(nanos);
        if (data.into() != null) {
            by.add("compare");
            return recompute.copy(
                    data.database(),
                    data.table(),
                    data.into(),
                    data.work().copied(),
                    data.work().condition(),
                    rests(data.job()));
        }
        boolean needed = data.job().completion() == Completion.FIXPOINT;
        if (asked == null && !needed) {
            return null;
        }
        Extent extent = asked == null ? Extent.ALL : asked;
        if (work instanceof Work.TransformColumns) {
            by.add("recompute");
            return recompute.transform(
                    data.database(), data.table(), data.work().functions(), data.done(), extent, rests(data.job()));
        }
        if (work instanceof Work.SetColumns && data.job().completion() != Completion.ONCE) {
            by.add("recompute");
            return recompute.set(
                    data.database(), data.table(), data.work().assignments(), data.done(), extent, rests(data.job()));
        }
        throw Problem.USAGE
                .with("job", data.job().name())
                .says("'" + data.job().name() + "' cannot be computed again: its rows are gone, or its expressions read"
                        + " what they have changed; leave --recompute out");
    }

    private Rests rests(JobDefinition job) {
        return Rests.asleep(job.limits().duty(), nanos);
    }

    private static void checkCoverage(JobData data, Optional<RunRow> run) {
        RunRow row = run.orElseThrow(() -> Problem.NOT_VERIFIED
                .with("job", data.job().name())
                .says("'" + data.job().name() + "' is once, and has no run here whose coverage could prove it"));
        PartitionStore store = new PartitionStore(
                data.database().dialect(), data.table().keyset().names());
        List<Partition> walk =
                data
                        .database()
                        .transact(TransactionSettings.READING, session -> store.all(session, row.runId()))
                        .stream()
                        .filter(partition -> partition.sweep() == 0)
                        .toList();
        Coverage.check(
                walk.stream()
                        .map(p -> new Slice(p.toString(), p.range(), p.at(), p.done()))
                        .toList(),
                walk.isEmpty()
                        ? KeyRange.ALL
                        : KeyRange.ALL.upTo(walk.get(walk.size() - 1).range().upTo()));
    }

    private static LeftOut leftOut(JobData data, Optional<RunRow> run) {
        if (run.isEmpty()) {
            return LeftOut.NOTHING;
        }
        String runId = run.get().runId();
        return data.database().transact(TransactionSettings.READING, session -> {
            Map<String, String> waived = new WaiverStore(data.database().dialect()).standing(session, runId);
            return new LeftOut(
                    new HashSet<>(new QuarantineStore(data.database().dialect()).keys(session, runId, "OPEN")),
                    waived,
                    waived.isEmpty() ? List.of() : data.work().columnsRead());
        });
    }
}
