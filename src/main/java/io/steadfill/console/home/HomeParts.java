package io.steadfill.console.home;

import io.steadfill.access.Grant;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.approval.Approval;
import io.steadfill.approval.Decision;
import io.steadfill.cluster.node.Nodes;
import io.steadfill.console.background.Lookout;
import io.steadfill.console.run.RunParts;
import io.steadfill.console.run.RunView;
import io.steadfill.console.words.Words;
import io.steadfill.desk.approval.ApprovalDesk;
import io.steadfill.desk.board.Board;
import io.steadfill.desk.board.JobLine;
import io.steadfill.desk.fleet.DatabaseDesk;
import io.steadfill.desk.fleet.DatabaseStatus;
import io.steadfill.desk.fleet.FleetDesk;
import io.steadfill.desk.schedule.Night;
import io.steadfill.desk.schedule.NightDesk;
import io.steadfill.run.status.Fleet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/** Reads what the home page shows: once for all who look, each of its parts as often as it changes. */
@Component
@ConditionalOnWebApplication
public class HomeParts {

    private static final int ASKED_MAX = 50;
    private static final Duration RUNS_OLD = Duration.ofMillis(900);
    private static final Duration SIGNALS_OLD = Duration.ofSeconds(3);
    private static final Duration JOBS_OLD = Duration.ofSeconds(5);
    private static final Duration NIGHT_OLD = Duration.ofSeconds(20);

    private final Board board;
    private final FleetDesk fleet;
    private final RunParts parts;
    private final NightDesk nights;
    private final DatabaseDesk databases;
    private final ApprovalDesk approvals;
    private final Nodes nodes;
    private final Lookout lookout;
    private final Clock clock;

    HomeParts(
            Board board,
            FleetDesk fleet,
            RunParts parts,
            NightDesk nights,
            DatabaseDesk databases,
            ApprovalDesk approvals,
            Nodes nodes,
            Lookout lookout,
            Clock clock) {
        this.board = board;
        this.fleet = fleet;
        this.parts = parts;
        this.nights = nights;
        this.databases = databases;
        this.approvals = approvals;
        this.nodes = nodes;
        this.lookout = lookout;
        this.clock = clock;
    }

    /** @param wait for servers; what they did not tell in this time is left out, and said to be */
    public HomeView read(Operator who, Duration wait) {
        // All begin before one is waited for.
        read(who, Lookout.Until.in(Duration.ZERO));
        return read(who, Lookout.Until.in(wait));
    }

    public HomeView read(Operator who, Lookout.Until until) {
        Instant now = clock.instant();
        NightView.Frame frame = NightView.Frame.around(now, who.zone());
        Optional<List<JobLine>> lines = jobs(who, until).map(seen -> visible(who, seen.what()));
        Optional<List<RunView>> runs = active(who, until)
                .map(seen -> seen.what().stream()
                        .filter(run -> who.may(Role.VIEWER, run.run().job()))
                        .map(run -> run.seenBy(who, now))
                        .toList());
        List<DatabaseView> found = new ArrayList<>();
        for (String name : names(who)) {
            found.add(DatabaseView.of(name, database(name, until), who, now));
        }
        List<Approval> asked = approvals.open(who, ASKED_MAX).stream()
                .filter(one -> !approvals.allowed(who, one).isEmpty())
                .toList();
        return new HomeView(
                Words.date(now, who.zone()),
                HomeNeeds.of(
                        lines.orElse(List.of()),
                        found,
                        nodes(who),
                        asked,
                        asked.stream()
                                .filter(one -> approvals.allowed(who, one).contains(Decision.APPROVE))
                                .map(Approval::id)
                                .collect(Collectors.toSet()),
                        now,
                        who.zone()),
                lines.isPresent(),
                runs.orElse(null),
                night(frame, now, until)
                        .map(seen -> NightView.of(
                                frame,
                                seen.what().stream()
                                        .filter(night -> who.may(Role.VIEWER, night.job()))
                                        .toList()))
                        .orElse(null),
                found,
                nodes(who));
    }

    private static List<JobLine> visible(Operator who, List<JobLine> lines) {
        return lines.stream().filter(line -> who.may(Role.VIEWER, line.job())).toList();
    }

    private Optional<Lookout.Seen<List<JobLine>>> jobs(Operator who, Lookout.Until until) {
        Operator all = everyJob(who.seesData());
        return lookout.see("jobs " + who.seesData(), JOBS_OLD, until, () -> board.lines(all));
    }

    private Optional<Lookout.Seen<List<RunParts.Active>>> active(Operator who, Lookout.Until until) {
        Operator all = everyJob(who.seesData());
        return lookout.see(
                "runs " + who.seesData(),
                RUNS_OLD,
                until,
                () -> fleet.members(all).stream()
                        .filter(Fleet.Member::active)
                        .flatMap(member -> parts.active(all, member.runId()).stream())
                        .sorted(Comparator.comparing(run -> run.run().started()))
                        .toList());
    }

    private List<String> names(Operator who) {
        return who.may(Role.VIEWER)
                ? databases.names(who)
                : lookout.see(
                                "names "
                                        + new TreeSet<>(who.grants().stream()
                                                .map(Grant::toString)
                                                .toList()),
                                JOBS_OLD,
                                Lookout.Until.in(Duration.ofMillis(500)),
                                () -> databases.names(who))
                        .map(Lookout.Seen::what)
                        .orElse(List.of());
    }

    private Optional<Lookout.Seen<DatabaseStatus>> database(String name, Lookout.Until until) {
        return lookout.see("database " + name, SIGNALS_OLD, until, () -> databases.one(everyJob(false), name));
    }

    private Optional<Lookout.Seen<List<Night>>> night(NightView.Frame frame, Instant now, Lookout.Until until) {
        Operator all = everyJob(false);
        return lookout.see(
                "night from " + frame.from(),
                NIGHT_OLD,
                until,
                () -> nights.between(all, frame.from(), now, frame.to()));
    }

    private List<NodeView> nodes(Operator who) {
        if (!who.may(Role.VIEWER)) {
            return List.of();
        }
        return lookout.see("nodes", SIGNALS_OLD, Lookout.Until.in(Duration.ofSeconds(1)), nodes::list)
                .map(seen -> NodeView.of(seen.what()))
                .orElse(List.of());
    }

    /** For what is read once for all who look; each is shown what he may see of it. */
    public static Operator everyJob(boolean seesData) {
        return new Operator("console", Set.of(new Grant(Role.VIEWER, "*")), seesData);
    }
}
