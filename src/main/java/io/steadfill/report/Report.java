package io.steadfill.report;

import io.steadfill.approval.Approval;
import io.steadfill.audit.AuditTrail;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be known of a run when somebody asks years later. Counts are the target's.
 *
 * @param run its status, with state, times, who launched it, parameters, how it ended
 * @param sql its work as one statement
 * @param definition the text it was pinned to
 * @param definitionHash SHA-256 of that text, in hex
 * @param counts null where it never planned its partitions, and where the target does not answer
 * @param waitsMillis signal to time lost to it, in the process that worked the run last
 * @param quarantine state to number of rows
 * @param waivers who waived how many rows, and why
 * @param proofs what the contract step proved about the job
 * @param words what was said to the run, oldest first
 * @param versions of what computed its values, a line for each process that was of others than those before; none for a run that nobody has
 *     worked since they are written down
 * @param writtenBy the release that wrote this report, whatever computed the values, and the kind of server that it asked
 */
public record Report(
        RunStatus run,
        String sql,
        String definition,
        String definitionHash,
        @Nullable Partitions counts,
        Map<String, Long> waitsMillis,
        Map<String, Long> quarantine,
        List<Waived> waivers,
        List<Proved> proofs,
        List<Approval> approvals,
        List<AuditTrail.Entry> words,
        List<String> versions,
        String writtenBy) {

    /** The same for somebody who may see less of the run. */
    public Report with(RunStatus seen) {
        return new Report(
                seen,
                sql,
                definition,
                definitionHash,
                counts,
                waitsMillis,
                quarantine,
                waivers,
                proofs,
                approvals,
                words,
                versions,
                writtenBy);
    }

    /** Rows that one person waived for one reason. */
    public record Waived(String by, String why, long rows, long remedied) {}

    /** One proof of the contract step; {@code kind} is advice or proof. */
    public record Proved(String kind, long rowsLeft, Instant ended) {}
}
