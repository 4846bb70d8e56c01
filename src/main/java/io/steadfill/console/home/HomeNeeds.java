package io.steadfill.console.home;

import io.steadfill.approval.Approval;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Words;
import io.steadfill.desk.board.JobLine;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What waits for a person, the worst first: what is down, what failed, what somebody has to decide. */
final class HomeNeeds {

    private static final List<String> ORDER = List.of("bad", "wait", "");

    private HomeNeeds() {}

    /** Something that waits for a person, and where it is looked at. */
    record Need(
            Mark mark, String what, String says, @Nullable String more, String href, String link) {}

    /**
     * @param approvals those that concern the person who looks
     * @param decidable the ids of those that he may approve
     */
    static List<Need> of(
            List<JobLine> lines,
            List<DatabaseView> databases,
            List<NodeView> nodes,
            List<Approval> approvals,
            Set<String> decidable,
            Instant now,
            ZoneId zone) {
        List<Need> needs = new ArrayList<>();
        List<DatabaseView> down =
                databases.stream().filter(one -> one.trouble() != null).toList();
        down.forEach(one -> needs.add(new Need(
                one.mark(),
                one.name(),
                String.valueOf(one.trouble()),
                "Its runs wait or fail until it answers; nothing that was committed is lost.",
                "/#h-db",
                "See the databases")));
        nodes.stream()
                .filter(node -> !node.alive())
                .forEach(node -> needs.add(new Need(
                        node.mark(),
                        node.name(),
                        "this node said nothing since " + node.heartbeat() + ".",
                        "Others take its runs over by themselves. Start it again, or leave it out.",
                        "/#h-nodes",
                        "See the nodes")));
        Set<String> away = down.stream().map(DatabaseView::name).collect(Collectors.toSet());
        lines.stream()
                .filter(JobLine::needsPerson)
                // One sentence says it for all jobs of a database.
                .filter(line -> !(line.database() != null
                        && away.contains(line.database())
                        && line.next().startsWith("See to database")))
                .forEach(line -> needs.add(need(line)));
        approvals.forEach(one -> needs.add(new Need(
                new Mark("wait", "approve", "Approval", ""),
                one.job(),
                one.askedBy() + " asks for a second person's word."
                        + (decidable.contains(one.id()) ? " You may decide." : " Somebody else decides."),
                "Lapses at " + Words.time(one.expires(), now, zone).shown() + ".",
                "/approvals#a-" + one.id(),
                decidable.contains(one.id()) ? "Read and decide" : "Read it")));
        nodes.stream()
                .filter(node -> node.alive() && !node.differing().isEmpty())
                .findFirst()
                .ifPresent(node -> needs.add(new Need(
                        node.mark(),
                        "Nodes differ",
                        "not every node has the same " + String.join(", ", node.differing()) + ".",
                        "A run uses what was stored at its launch; the next launch uses its own node's. Bring the job"
                                + " folders together.",
                        "/#h-nodes",
                        "See the nodes")));
        needs.sort(Comparator.comparing(need -> ORDER.indexOf(need.mark().css())));
        return needs;
    }

    private static Need need(JobLine line) {
        RunStatus run = line.run();
        String why = line.why() == null || line.why().isEmpty() ? null : line.why();
        if (run == null || !waitsForPerson(run)) {
            return new Need(
                    new Mark("bad", "failed", "Blocked", ""),
                    line.job(),
                    line.next(),
                    why,
                    "/jobs/" + line.job(),
                    "Look at the job");
        }
        boolean rows = run.state() == RunState.QUARANTINED;
        return new Need(
                Mark.of(run),
                line.job() + " " + run.runId(),
                line.next(),
                why,
                "/runs/" + run.runId() + (rows ? "/quarantine" : ""),
                rows ? "Look at the rows" : "Look at the run");
    }

    private static boolean waitsForPerson(RunStatus run) {
        return switch (run.state()) {
            case FAILED, QUARANTINED, INTERRUPTED, PAUSED -> true;
            case PENDING, WAITING, RUNNING, PAUSING, CANCELLING, CANCELLED, VERIFYING, COMPLETED, UNDOING, UNDONE ->
                false;
        };
    }
}
