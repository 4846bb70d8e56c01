package io.steadfill.schema;

import io.steadfill.checkpoint.Partition;
import io.steadfill.checkpoint.PartitionStore;
import io.steadfill.database.ChunkSql;
import io.steadfill.database.Database;
import io.steadfill.database.Fragment;
import io.steadfill.database.Locking;
import io.steadfill.database.Rows;
import io.steadfill.database.Session;
import io.steadfill.database.Table;
import io.steadfill.database.TransactionSettings;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import io.steadfill.keyset.KeyRange;
import io.steadfill.problem.Problem;
import io.steadfill.verify.Coverage;
import io.steadfill.verify.LeftOut;
import io.steadfill.verify.Slice;
import io.steadfill.verify.Survey;
import io.steadfill.verify.Verifier;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Proofs from the data: the predicate matches no row, waived or not; for a job without one, the newest run's walk left no gap. */
public final class DataProofs implements Proofs {

    private static final int KEYS_SHOWN = 5;

    /** A job's to-do predicate with its parameters, as its newest run in this target had them. */
    @FunctionalInterface
    public interface Conditions {
        Fragment of(Database database, JobDefinition job);
    }

    private final Conditions conditions;
    private final LongSupplier nanos;

    /** @param nanos a {@link System#nanoTime} */
    public DataProofs(Conditions conditions, LongSupplier nanos) {
        this.conditions = conditions;
        this.nanos = nanos;
    }

    @Override
    public ProofResult prove(Database database, JobDefinition job) {
        Table table = described(database, job);
        if (job.completion() != Completion.PREDICATE) {
            return covered(database, job, table);
        }
        Verifier verifier = new Verifier(nanos);
        Fragment condition = conditions.of(database, job);
        Survey survey = job.via() == null
                ? verifier.survey(database, table, KeyRange.ALL, condition, LeftOut.NOTHING, () -> {})
                : verifier.surveyByIndex(database, table, KeyRange.ALL, condition, LeftOut.NOTHING, () -> {});
        return new ProofResult(
                survey.rowsLeft(),
                survey.sample().stream().limit(KEYS_SHOWN).map(Object::toString).toList());
    }

    @Override
    public ProofResult proveInside(Database database, Session session, JobDefinition job) {
        Table table = database.dialect().describe(session, job.table());
        ChunkSql sql = database.dialect().chunks(table);
        Rows rows = sql.read(session, KeyRange.ALL, conditions.of(database, job), List.of(), Locking.NONE, KEYS_SHOWN);
        return new ProofResult(
                rows.size(),
                IntStream.range(0, rows.size())
                        .mapToObj(row -> rows.key(row).toString())
                        .toList());
    }

    private static Table described(Database database, JobDefinition job) {
        return reading(database, session -> database.dialect().describe(session, job.table()));
    }

    private static ProofResult covered(Database database, JobDefinition job, Table table) {
        List<Partition> walk = reading(database, session -> walk(session, job, table));
        boolean once = job.completion() == Completion.ONCE;
        KeyRange whole =
                once ? KeyRange.ALL.upTo(walk.get(walk.size() - 1).range().upTo()) : KeyRange.ALL;
        Coverage.check(
                walk.stream()
                        .map(p -> new Slice(p.toString(), p.range(), p.at(), p.done()))
                        .toList(),
                whole);
        return new ProofResult(0, List.of());
    }

    private static List<Partition> walk(Session session, JobDefinition job, Table table) {
        List<Partition> walk = session
                .sql("select run_id from " + session.dialect().ours("run")
                        + " where job = :job order by started_at desc")
                .param("job", job.name())
                .query(String.class)
                .list()
                .stream()
                .limit(1)
                .flatMap(run ->
                        new PartitionStore(session.dialect(), table.keyset().names()).all(session, run).stream())
                .filter(partition -> partition.sweep() == 0)
                .toList();
        if (walk.isEmpty()) {
            throw Problem.NOT_VERIFIED
                    .with("job", job.name())
                    .says("no run of " + job.name() + " has walked this table yet: give 'run " + job.name()
                            + "' first");
        }
        return walk;
    }

    private interface Question<T> {
        T ask(Session session);
    }

    private static <T> T reading(Database database, Question<T> question) {
        try (Session session = database.open(Database.Purpose.BOOKKEEPING)) {
            session.begin(TransactionSettings.READING);
            return question.ask(session);
        } catch (SQLException e) {
            throw Problem.DATABASE_UNREACHABLE
                    .with("database", database.name())
                    .says("database " + database.name() + " does not answer: " + e.getMessage(), e);
        }
    }
}
