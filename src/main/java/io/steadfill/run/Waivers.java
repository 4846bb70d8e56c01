package io.steadfill.run;

import io.steadfill.approval.Approval;
import io.steadfill.approval.Approvals;
import io.steadfill.approval.scrutiny.Scrutiny;
import io.steadfill.audit.AuditTrail;
import io.steadfill.control.Control;
import io.steadfill.database.connection.Databases;
import io.steadfill.definition.Mask;
import io.steadfill.engine.QuarantineDesk;
import io.steadfill.keyset.Key;
import io.steadfill.problem.Problem;
import io.steadfill.quarantine.QuarantineCount;
import io.steadfill.quarantine.QuarantineEntry;
import io.steadfill.quarantine.QuarantineStore;
import io.steadfill.run.record.RunRow;
import io.steadfill.run.record.RunStore;
import io.steadfill.transform.Transforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What operators say about a run's quarantined rows. Trying all of them again is {@link Runs#resume}, then {@link Runs#work}; trying some is
 * {@link #choose} before it.
 */
public final class Waivers {

    private static final int ROWS_NAMED = 10;

    /** Of rows that nobody named, so many are waived in one transaction, which keeps their locks to its end. */
    private static final int ROWS_AT_ONCE = 100;

    private final Control control;
    private final RunStore store;
    private final AuditTrail audit;
    private final Databases databases;
    private final Transforms transforms;
    private final Scrutiny scrutiny;
    private final Approvals approvals;

    Waivers(
            Control control,
            RunStore store,
            AuditTrail audit,
            Databases databases,
            Transforms transforms,
            Scrutiny scrutiny,
            Approvals approvals) {
        this.control = control;
        this.store = store;
        this.audit = audit;
        this.databases = databases;
        this.transforms = transforms;
        this.scrutiny = scrutiny;
        this.approvals = approvals;
    }

    /** The rows in the order they came, at most {@code most}. */
    public List<QuarantineEntry> list(String runId, int most) {
        RunRow row = row(runId);
        return shown(row, desk(row).list(most));
    }

    /** A page of them in the order they came, after the row of this id; null for the first page. */
    public List<QuarantineEntry> page(String runId, @Nullable String after, int most) {
        RunRow row = row(runId);
        return shown(row, desk(row).page(null, after, most));
    }

    /** The same of the rows with one reason. */
    public List<QuarantineEntry> page(String runId, @Nullable String reason, @Nullable String after, int most) {
        RunRow row = row(runId);
        return shown(row, desk(row).page(reason, after, most));
    }

    /** How many rows were set aside for each reason, the most first. */
    public List<QuarantineCount> counts(String runId) {
        return desk(row(runId)).counts();
    }

    /**
     * Which open rows somebody means.
     *
     * @param named rows, each by its id, the text of a single key column, or a JSON array of all of them; empty for all
     * @param reason of those that are not named; null for any
     */
    public record Meant(Set<String> named, @Nullable String reason) {

        public Meant {
            named = Set.copyOf(named);
        }
    }

    /**
     * Waives several rows by one word, and one approval where that is needed; those that are named all together or not at all.
     *
     * @return how many
     */
    public int waive(String runId, Meant rows, String by, String why) {
        RunRow row = requireIdle(runId);
        QuarantineDesk desk = desk(row);
        List<Key> keys = keys(desk, runId, rows);
        waive(row, desk, keys, rows.named().isEmpty() ? ROWS_AT_ONCE : Math.max(1, keys.size()), "waive", by, why);
        return keys.size();
    }

    /** Has the run try only these rows when it goes on; returns how many. */
    public int choose(String runId, Meant rows, String by) {
        RunRow row = requireIdle(runId);
        QuarantineDesk desk = desk(row);
        List<Key> keys = keys(desk, runId, rows);
        desk.choose(keys);
        audit.add(by, "retry", runId, row.job(), null, words(keys));
        return keys.size();
    }

    /** As {@link #requireApproval(String, String, String, String)}, for several rows. */
    public void requireApprovalOf(String runId, Meant rows, String by, String why) {
        RunRow row = requireIdle(runId);
        QuarantineDesk desk = desk(row);
        List<Key> keys = keys(desk, runId, rows);
        if (!keys.isEmpty()) {
            approval(row, keys, desk.hashes(keys), by, why);
        }
    }

    private static List<Key> keys(QuarantineDesk desk, String runId, Meant meant) {
        Set<String> unknown = new TreeSet<>(meant.named());
        List<Key> keys = new ArrayList<>();
        for (QuarantineEntry entry : desk.list(Integer.MAX_VALUE)) {
            Key key = entry.row().key();
            boolean isMeant = meant.named().isEmpty()
                    ? meant.reason() == null
                            || meant.reason().equals(entry.row().reason())
                    : names(key).stream().anyMatch(meant.named()::contains);
            if (isMeant && entry.state().equals("OPEN")) {
                keys.add(key);
                names(key).forEach(unknown::remove);
            }
        }
        if (!unknown.isEmpty()) {
            throw Problem.QUARANTINE_NOT_FOUND
                    .with("run", runId)
                    .with("unknown", List.copyOf(unknown))
                    .says(unknown.size() + " of the rows that were named " + (unknown.size() == 1 ? "is" : "are")
                            + " not in open quarantine, so nothing was done, also for the others: look at the quarantine"
                            + " of run " + runId + " again");
        }
        return keys;
    }

    /** Whoever reads the trail need not be one who sees values of rows. */
    private static String words(List<Key> keys) {
        if (keys.isEmpty() || keys.size() > ROWS_NAMED) {
            return keys.size() + " rows";
        }
        return (keys.size() == 1 ? "row " : "rows ")
                + keys.stream().map(QuarantineStore::hash).collect(Collectors.joining(" "));
    }

    /**
     * Waives one row.
     *
     * @param key the text of a single key column, a JSON array of all of them, or the entry's id
     * @return whether the job's remedy left nothing to do; false where the waiver only excuses the row
     * @throws io.steadfill.problem.ProblemException QUARANTINE_NOT_FOUND, or RUN_ALREADY_ACTIVE while the run is being worked on
     */
    public boolean waive(String runId, String key, String by, String why) {
        RunRow row = requireIdle(runId);
        QuarantineDesk desk = desk(row);
        Key meant = meant(desk, runId, key);
        return waive(row, desk, List.of(meant), 1, "waive", by, why) == 1;
    }

    private static Key meant(QuarantineDesk desk, String runId, String key) {
        return desk.open().stream()
                .filter(candidate -> names(candidate).contains(key))
                .findFirst()
                .orElseThrow(() -> Problem.QUARANTINE_NOT_FOUND
                        .with("run", runId)
                        .with("key", key)
                        .says("run " + runId + " has no open quarantined row with key " + key
                                + "; see 'quarantine list " + runId + "'"));
    }

    /**
     * Asks for the approval that a waiver needs; for a caller whose transaction would take the request back with the refusal.
     *
     * @param key null for every open row
     * @throws io.steadfill.problem.ProblemException APPROVAL_REQUIRED, naming the request
     */
    public void requireApproval(String runId, @Nullable String key, String by, String why) {
        RunRow row = requireIdle(runId);
        QuarantineDesk desk = desk(row);
        List<Key> keys = key == null ? desk.open() : List.of(meant(desk, runId, key));
        if (!keys.isEmpty()) {
            approval(row, keys, desk.hashes(keys), by, why);
        }
    }

    /** The approver is told rows by their ids, as the quarantine lists them: he need not be one who sees values. */
    private Optional<Approval> approval(RunRow row, List<Key> keys, Map<String, String> hashes, String by, String why) {
        Map<String, String> byId = new TreeMap<>();
        keys.forEach(key -> byId.put(QuarantineStore.hash(key), String.valueOf(hashes.get(key.text()))));
        return scrutiny.ofWaivers(row.runId(), row.definition(), byId, why)
                .map(subject -> approvals.require(subject, by));
    }

    /**
     * An approval is for these rows as they are: one that is another by now is not waived. What each transaction did is in the trail,
     * whatever becomes of the next.
     *
     * @param atOnce rows for one transaction
     * @return how many rows need nothing more
     */
    private int waive(RunRow row, QuarantineDesk desk, List<Key> keys, int atOnce, String verb, String by, String why) {
        if (keys.isEmpty()) {
            audit.add(by, verb, row.runId(), row.job(), words(keys), why);
            return 0;
        }
        Map<String, String> hashes = desk.hashes(keys);
        Optional<Approval> approval = approval(row, keys, hashes, by, why);
        String said = why
                + approval.map(yes -> " (approved by " + yes.approver() + ")").orElse("");
        int settled = 0;
        for (int from = 0; from < keys.size(); from += atOnce) {
            List<Key> part = keys.subList(from, Math.min(keys.size(), from + atOnce));
            settled += desk.waive(part, hashes, by, said);
            audit.addDone(by, verb, row.runId(), row.job(), words(part), why);
        }
        approval.ifPresent(approvals::use);
        return settled;
    }

    /** Waives every open row; returns how many. */
    public int waiveAll(String runId, String by, String why) {
        RunRow row = requireIdle(runId);
        QuarantineDesk desk = desk(row);
        List<Key> open = desk.open();
        waive(row, desk, open, ROWS_AT_ONCE, "waive all", by, why);
        return open.size();
    }

    private static List<QuarantineEntry> shown(RunRow row, List<QuarantineEntry> entries) {
        Mask mask = row.definition().mask();
        return entries.stream()
                .map(entry -> entry.with(entry.row().shown(mask)))
                .toList();
    }

    /** What a row may be called by. */
    private static List<String> names(Key key) {
        String id = QuarantineStore.hash(key);
        return key.values().size() == 1 ? List.of(id, key.text(), key.values().get(0)) : List.of(id, key.text());
    }

    private RunRow row(String runId) {
        control.identity();
        return store.get(runId);
    }

    private RunRow requireIdle(String runId) {
        RunRow row = row(runId);
        if (row.owner() != null && row.alive()) {
            throw Problem.RUN_ALREADY_ACTIVE
                    .with("run", runId)
                    .says("run " + runId + " is being worked on by " + row.owner()
                            + "; pause it first, or wait for its end");
        }
        return row;
    }

    private QuarantineDesk desk(RunRow row) {
        return new QuarantineDesk(
                databases,
                transforms.forJob(row.job()),
                control.identity().id(),
                row.runId(),
                row.definition(),
                row.typed().values(),
                row.started());
    }
}
