package io.steadfill.run.proof;

import io.steadfill.database.ChunkSql;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Session;
import io.steadfill.database.catalog.Table;
import io.steadfill.database.rows.Locking;
import io.steadfill.database.rows.Rows;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.parameter.RunParameters;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import io.steadfill.quarantine.Quarantined;
import io.steadfill.run.record.RunRow;
import io.steadfill.schema.contract.ProofResult;
import io.steadfill.schema.contract.Proofs;
import io.steadfill.transform.Transforms;
import io.steadfill.verify.LeftOut;
import io.steadfill.verify.Survey;
import io.steadfill.verify.Verifier;
import io.steadfill.verify.walk.Rests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Proofs for the contract step: waived and quarantined rows count, since the change would meet them all the same. */
final class DataProofs implements Proofs {

    private static final int SAMPLE = 20;

    private final JobRuns jobRuns;
    private final DataVerification verification;
    private final Transforms transforms;
    private final LongSupplier nanos;

    DataProofs(JobRuns jobRuns, DataVerification verification, Transforms transforms, LongSupplier nanos) {
        this.jobRuns = jobRuns;
        this.verification = verification;
        this.transforms = transforms;
        this.nanos = nanos;
    }

    @Override
    public ProofResult prove(Database database, JobDefinition job) {
        Optional<RunRow> run = jobRuns.newestOf(job);
        if (job.where() == null) {
            Verified verified = verification.verify(database, job, transforms, null);
            long different = verified.recomputed() == null
                    ? 0
                    : verified.recomputed().different() + verified.recomputed().extra();
            return new ProofResult(different, verified.sample());
        }
        JobData data = JobData.of(database, job, jobRuns.parameters(job, run), transforms);
        Survey survey = new Verifier(nanos)
                .survey(
                        database,
                        data.table(),
                        KeyRange.ALL,
                        data.work().condition(),
                        LeftOut.NOTHING,
                        Rests.asleep(job.limits().duty(), nanos));
        return new ProofResult(
                survey.rowsLeft(),
                survey.sample().stream()
                        .map(key -> Quarantined.shown(key, job.mask()).toString())
                        .toList());
    }

    @Override
    public ProofResult proveInside(Session session, JobDefinition job) {
        requireProvable(job);
        if (job.where() == null) {
            throw Problem.NOT_VERIFIED
                    .with("job", job.name())
                    .says("'" + job.name()
                            + "' has no predicate that could be proved under a table lock: mark a barrier"
                            + " in the contract script");
        }
        RunParameters parameters = jobRuns.parameters(job, jobRuns.newestOf(job));
        Table table = session.dialect().describe(session, job.table());
        ChunkSql sql = session.dialect().chunks(table);
        Fragment condition = new Fragment(job.where().on(session.dialect().vendor()), parameters.forSql());
        Rows rows = sql.read(session, KeyRange.ALL, condition, List.of(), Locking.NONE, SAMPLE);
        List<String> keys = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            keys.add(Quarantined.shown(rows.key(row), job.mask()).toString());
        }
        return new ProofResult(rows.size(), keys);
    }

    private static void requireProvable(JobDefinition job) {
        if (job.completion() == Completion.FIXPOINT) {
            throw Problem.NOT_VERIFIED
                    .with("job", job.name())
                    .says("'" + job.name() + "' is 'done: fixpoint', which proves each range as of its own time: it is"
                            + " advice, and opens no contract step");
        }
    }
}
