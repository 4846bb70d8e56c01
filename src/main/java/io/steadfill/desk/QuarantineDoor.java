package io.steadfill.desk;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.quarantine.QuarantineCount;
import io.steadfill.quarantine.QuarantineEntry;
import io.steadfill.quarantine.Quarantined;
import io.steadfill.run.Waivers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that a run could not take, as somebody may see them, and the waivers that he may give. */
public final class QuarantineDoor {

    private final RunDesk runs;
    private final Waivers waivers;

    QuarantineDoor(RunDesk runs, Waivers waivers) {
        this.runs = runs;
        this.waivers = waivers;
    }

    /**
     * A page of rows in the order they came; keys and errors are masked for those who may not see rows' values.
     *
     * @param after the id of the row after which it begins; null for the first page
     */
    public List<QuarantineEntry> page(Operator who, String runId, @Nullable String after, int limit) {
        return page(who, runId, null, after, limit);
    }

    /** The same of the rows with one reason; null for all. */
    public List<QuarantineEntry> page(
            Operator who, String runId, @Nullable String reason, @Nullable String after, int limit) {
        runs.status(who, runId);
        List<QuarantineEntry> page = waivers.page(runId, reason, after, limit);
        return who.seesData() ? page : page.stream().map(QuarantineDoor::masked).toList();
    }

    /** How many rows were set aside for each reason, the most first. */
    public List<QuarantineCount> counts(Operator who, String runId) {
        runs.status(who, runId);
        return waivers.counts(runId);
    }

    /**
     * Has a run try rows again: it goes on with them, and with what else is left to do.
     *
     * @param version of the run as somebody saw it; null asks for nothing
     * @return how many are tried
     */
    public int retry(Operator who, String runId, @Nullable String version, Waivers.Meant rows) {
        RunDesk seen = runs.asSeen(version);
        // The run first: where it may not go on, no row is marked.
        return seen.held(who, runId, () -> {
            runs.resume(who, runId);
            return waivers.choose(runId, rows, who.person());
        });
    }

    /** Waives several rows by one word, and one approval where that is needed; returns how many. */
    public int waive(Operator who, String runId, @Nullable String version, Waivers.Meant rows, String why) {
        runs.require(who, Role.OPERATOR, runId);
        waivers.requireApprovalOf(runId, rows, who.person(), why);
        return runs.asSeen(version).held(who, runId, () -> waivers.waive(runId, rows, who.person(), why));
    }

    /**
     * Waives one row.
     *
     * @param version of the run as somebody saw it; null asks for nothing
     * @param key its key or its id
     * @return whether the job's remedy left nothing to do; false where the waiver only excuses the row
     */
    public boolean waive(Operator who, String runId, @Nullable String version, String key, String why) {
        runs.require(who, Role.OPERATOR, runId);
        waivers.requireApproval(runId, key, who.person(), why);
        return runs.asSeen(version).held(who, runId, () -> waivers.waive(runId, key, who.person(), why));
    }

    /** Waives every open row; returns how many. */
    public int waiveAll(Operator who, String runId, @Nullable String version, String why) {
        runs.require(who, Role.OPERATOR, runId);
        waivers.requireApproval(runId, null, who.person(), why);
        return runs.asSeen(version).held(who, runId, () -> waivers.waiveAll(runId, who.person(), why));
    }

    private static QuarantineEntry masked(QuarantineEntry entry) {
        Quarantined row = entry.row();
        return entry.with(
                new Quarantined(Masked.of(row.key()), row.reason(), row.sqlState(), Masked.MASK, row.advice()));
    }
}
