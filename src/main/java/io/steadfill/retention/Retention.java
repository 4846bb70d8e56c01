package io.steadfill.retention;

import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.control.DatabaseTime;
import io.steadfill.control.Sql;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.Completion;
import io.steadfill.definition.JobDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go of what is older than its time, in batches that are a transaction each. Never of an unfinished run, one with rows in open
 * quarantine or to be tried again, one whose definition this release reads no more, one of a job that is once (its coverage is for
 * ever), or before-images that a job still keeps. The audit trail keeps a sealed entry in the place of what went.
 */
public final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 200;
    /** As the audit trail has it. */
    private static final String BY = "retention";
    /** Each batch leaves an entry of its own, so they are few. */
    private static final int AUDIT_BATCH = 5_000;

    private final Control control;
    private final DatabaseTime time;
    private final Databases databases;
    private final RetentionProperties properties;
    private final AuditTrail audit;
    private final OldRuns runs;
    private final OldRows rows;

    Retention(
            Control control, DatabaseTime time, Databases databases, RetentionProperties properties, AuditTrail audit) {
        this.control = control;
        this.time = time;
        this.databases = databases;
        this.properties = properties;
        this.audit = audit;
        this.runs = new OldRuns(control);
        this.rows = new OldRows(control, databases, runs);
    }

    /** Does it now; returns how many of each kind went. */
    public Map<String, Long> sweep() {
        return each(false);
    }

    /** What {@link #sweep} would let go of, and nothing else. */
    public Map<String, Long> preview() {
        return each(true);
    }

    /** Each kind by itself: what keeps one from going keeps no other. The first failure is thrown at the end. */
    private Map<String, Long> each(boolean dry) {
        control.identity();
        Map<String, Supplier<Long>> kinds = new LinkedHashMap<>();
        kinds.put("before-images", () -> images(dry));
        kinds.put("runs", () -> runs(dry));
        kinds.put("events", () -> old("event", "event_id", "at", "", properties.events(), dry));
        kinds.put(
                "approvals",
                () -> old("approval", "approval_id", "asked_at", " and run_id is null", properties.runs(), dry));
        kinds.put("notices", () -> deliveries(dry));
        kinds.put("sessions", () -> old("session", "session_key", "expires_at", "", Duration.ZERO, dry));
        kinds.put("audit entries", () -> audit(dry));
        Map<String, Long> gone = new LinkedHashMap<>();
        List<RuntimeException> failures = new ArrayList<>();
        kinds.forEach((kind, letGo) -> {
            try {
                gone.put(kind, letGo.get());
            } catch (RuntimeException e) {
                LOG.warn("retention: {} could not be let go of: {}", kind, e.getMessage());
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return gone;
    }

    private long images(boolean dry) {
        long gone = 0;
        for (String database : databases.names()) {
            gone += rows.images(database, time.now(), dry);
        }
        return gone;
    }

    private long runs(boolean dry) {
        long gone = 0;
        String after = "";
        while (true) {
            List<OldRun> found = runs.before(properties.runs(), after, BATCH);
            if (found.isEmpty()) {
                return gone;
            }
            after = found.get(found.size() - 1).runId();
            Map<String, List<OldRun>> byDatabase = found.stream()
                    .filter(this::isDue)
                    .collect(Collectors.groupingBy(OldRun::database, TreeMap::new, Collectors.toList()));
            for (Map.Entry<String, List<OldRun>> entry : byDatabase.entrySet()) {
                gone += remove(entry.getKey(), entry.getValue(), dry);
            }
        }
    }

    /** A coverage is for ever; and a run is kept as long as its images may still be put back. */
    private boolean isDue(OldRun run) {
        JobDefinition job = run.job();
        return job != null
                && job.completion() != Completion.ONCE
                && (job.undoKeep() == null || run.ended().plus(job.undoKeep()).isBefore(time.now()));
    }

    private long remove(String database, List<OldRun> found, boolean dry) {
        long gone = 0;
        if (!rows.answers(database)) {
            return gone;
        }
        for (OldRun run : found) {
            if (remove(database, run.runId(), dry)) {
                gone++;
            } else if (!rows.answers(database)) {
                return gone;
            }
        }
        return gone;
    }

    private boolean remove(String database, String runId, boolean dry) {
        // Without doing it, images that are due are still there.
        if (!rows.isSettled(database, runId, !dry)) {
            return false;
        }
        if (!dry) {
            // The target first: what fails in between is found again next night by the row in the control.
            if (!rows.remove(database, runId)) {
                return false;
            }
            runs.remove(runId);
        }
        return true;
    }

    private long old(String table, String key, String at, String and, Duration age, boolean dry) {
        String where = " from steadfill_control_" + table + " where " + at + " < current_timestamp(6) - "
                + Sql.interval(age) + and;
        if (dry) {
            return control.client()
                    .sql("select count(*)" + where)
                    .query(Long.class)
                    .single();
        }
        long gone = 0;
        while (true) {
            List<Object> ids = control.client()
                    .sql("select " + key + where + " order by " + key + " limit " + BATCH)
                    .query((row, n) -> row.getObject(1))
                    .list();
            if (ids.isEmpty()) {
                return gone;
            }
            gone += control.client()
                    .sql("delete from steadfill_control_" + table + " where " + key + " in (:ids)")
                    .param("ids", ids)
                    .update();
        }
    }

    /** Last, since a role that may not delete entries is refused here. */
    private long audit(boolean dry) {
        Instant before = time.now().minus(properties.audit());
        if (dry) {
            return audit.olderThan(before);
        }
        long gone = 0;
        int taken;
        do {
            taken = audit.forget(before, AUDIT_BATCH, BY);
            gone += taken;
        } while (taken == AUDIT_BATCH);
        return gone;
    }

    /** Told ones; those that are due are tried, however old. */
    private long deliveries(boolean dry) {
        String where = " from steadfill_control_delivery where state <> 'DUE' and next_at < current_timestamp(6) - "
                + Sql.interval(properties.notices());
        return dry
                ? control.client()
                        .sql("select count(*)" + where)
                        .query(Long.class)
                        .single()
                : control.client().sql("delete" + where).update();
    }
}
