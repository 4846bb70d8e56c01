package io.steadfill.run.proof;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.Sql;
import io.steadfill.database.connection.Databases;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.transform.Transforms;
import io.steadfill.verify.walk.Extent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Has the data of runs looked at, by threads of this process; what they show is kept with the run. */
public final class Verifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration DEAD = Duration.ofMinutes(1);
    private static final int LOOKS_MAX = 2;
    private static final String SELECT = """
            select v.*, case when ended_at is null and beat_at < current_timestamp(6) - %s then 1 else 0 end as lost
            from steadfill_control_verification v
            """.formatted(Sql.interval(DEAD));

    private final Control control;
    private final RunStore store;
    private final Databases databases;
    private final DataVerification verification;
    private final Transforms transforms;
    private final AuditTrail audit;
    private final JsonMapper json;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService looks = Executors.newFixedThreadPool(LOOKS_MAX, Verifications::thread);
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(Verifications::thread);
    private boolean beating;

    Verifications(
            Control control,
            RunStore store,
            Databases databases,
            DataVerification verification,
            Transforms transforms,
            AuditTrail audit,
            JsonMapper json) {
        this.control = control;
        this.store = store;
        this.databases = databases;
        this.verification = verification;
        this.transforms = transforms;
        this.audit = audit;
        this.json = json;
    }

    /**
     * Begins to look; the one that is under way where there is one. Returns at once.
     *
     * @param recompute how much is computed again; null for as little as the promise needs
     * @throws ProblemException RUN_NOT_FOUND, RUN_NOT_VERIFIABLE while the run is not over
     */
    public Verification begin(String runId, String by, @Nullable Extent recompute) {
        control.identity();
        String id = "v-" + UUID.randomUUID().toString().substring(0, 8);
        Verification begun = control.inTransaction(() -> {
            RunRow row = store.lock(runId);
            requireOver(row);
            Optional<Verification> other = of(runId, 1).stream()
                    .filter(one -> one.state() == Verification.State.RUNNING)
                    .findFirst();
            if (other.isPresent()) {
                return other.get();
            }
            control.client()
                    .sql("insert into steadfill_control_verification (verification_id, run_id, by_whom)"
                            + " values (:id, :run, :by)")
                    .param("id", id)
                    .param("run", runId)
                    .param("by", by)
                    .update();
            audit.add(by, "verify", runId, row.job(), null, id);
            return one(runId, id);
        });
        if (begun.id().equals(id)) {
            submit(id, store.get(runId), recompute);
        }
        return begun;
    }

    /** The newest first. */
    public List<Verification> of(String runId, int limit) {
        return control.client()
                .sql(SELECT + "where run_id = :run order by begun_at desc, verification_id limit " + limit)
                .param("run", store.get(runId).runId())
                .query((row, n) -> read(row))
                .list();
    }

    /** @throws ProblemException VERIFICATION_NOT_FOUND */
    public Verification one(String runId, String id) {
        return of(runId, Integer.MAX_VALUE).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.VERIFICATION_NOT_FOUND
                        .with("run", runId)
                        .with("verification", id)
                        .says("run " + runId + " has no verification '" + id + "'; look at the list of them"));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "steadfill-verify");
        thread.setDaemon(true);
        return thread;
    }

    private static void requireOver(RunRow row) {
        if (row.state().isActive()) {
            throw Problem.RUN_NOT_VERIFIABLE
                    .with("run", row.runId())
                    .with("state", row.state())
                    .says("run " + row.runId() + " is " + row.state() + ": its data can be judged when it is over, and"
                            + " it proves it then by itself");
        }
    }

    // Each task catches whatever it meets, so the futures have nothing to tell.
    @SuppressWarnings("FutureReturnValueIgnored")
    private synchronized void submit(String id, RunRow run, @Nullable Extent recompute) {
        underWay.add(id);
        looks.execute(() -> look(id, run, recompute));
        if (!beating) {
            beating = true;
            beats.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look(String id, RunRow run, @Nullable Extent recompute) {
        try {
            Verified seen = verification.verify(
                    databases.named(run.database()),
                    run.definition(),
                    Optional.of(run),
                    transforms.forJob(run.job()),
                    recompute);
            end(id, json.writeValueAsString(Verification.Found.of(seen)), null, null);
        } catch (ProblemException e) {
            end(id, null, e.problem(), e.detail());
        } catch (RuntimeException e) {
            LOG.warn("verification {} of run {} could not be done", id, run.runId(), e);
            end(id, null, Problem.INTERNAL, "something went wrong inside; the server's log has it as " + id);
        }
    }

    private void end(String id, @Nullable String found, @Nullable Problem problem, @Nullable String says) {
        underWay.remove(id);
        try {
            control.client()
                    .sql("update steadfill_control_verification set ended_at = current_timestamp(6), result = :found,"
                            + " problem = :problem, says = :says where verification_id = :id")
                    .param("found", found)
                    .param("problem", problem == null ? null : problem.code())
                    .param("says", says)
                    .param("id", id)
                    .update();
        } catch (RuntimeException e) {
            LOG.warn("what verification {} showed could not be kept: it is lost, ask again", id, e);
        }
    }

    private void beat() {
        if (underWay.isEmpty()) {
            return;
        }
        try {
            control.client()
                    .sql("update steadfill_control_verification set beat_at = current_timestamp(6)"
                            + " where verification_id in (:ids)")
                    .param("ids", List.copyOf(underWay))
                    .update();
        } catch (RuntimeException e) {
            LOG.debug("verifications could not say that they are under way", e);
        }
    }

    private Verification read(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        String result = row.getString("result");
        Verification.State state = ended == null
                ? row.getInt("lost") == 1 ? Verification.State.LOST : Verification.State.RUNNING
                : result == null ? Verification.State.FAILED : Verification.State.DONE;
        return new Verification(
                row.getString("verification_id"),
                row.getString("run_id"),
                row.getString("by_whom"),
                row.getTimestamp("begun_at").toInstant(),
                ended == null ? null : ended.toInstant(),
                state,
                result == null ? null : json.readValue(result, Verification.Found.class),
                row.getString("problem"),
                row.getString("says"));
    }

    @Override
    public void close() {
        looks.shutdownNow();
        beats.shutdownNow();
    }
}
