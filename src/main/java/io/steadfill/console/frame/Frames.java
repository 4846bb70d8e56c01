package io.steadfill.console.frame;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.console.words.Words;
import io.steadfill.desk.StopDesk;
import io.steadfill.desk.approval.ApprovalDesk;
import io.steadfill.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts the frame around every page for people who are signed in. */
@ControllerAdvice(basePackages = "io.steadfill.console")
@ConditionalOnWebApplication
class Frames {

    private static final int COUNTED_MAX = 99;

    private final CurrentOperator current;
    private final StopDesk stops;
    private final ApprovalDesk approvals;
    private final Clock clock;

    Frames(CurrentOperator current, StopDesk stops, ApprovalDesk approvals, Clock clock) {
        this.current = current;
        this.stops = stops;
        this.approvals = approvals;
        this.clock = clock;
    }

    @ModelAttribute("frame")
    @Nullable
    Frame frame(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.ERROR
                || request.getRequestURI().equals("/login")
                || request.getRequestURI().startsWith("/events/")) {
            return null;
        }
        return of(current.get(), request.getRequestURI());
    }

    /** Null where nobody is signed in. */
    @Nullable
    Frame ifSignedIn() {
        try {
            return of(current.get(), "/");
        } catch (ProblemException e) {
            return null;
        }
    }

    Frame of(Operator who, String here) {
        Instant now = clock.instant();
        int open = known(() -> approvals.open(who, COUNTED_MAX)).size();
        return new Frame(
                who.name(),
                roles(who),
                Words.zone(who.zone()),
                here,
                List.of(
                        new Frame.Link("Home", "/", null),
                        new Frame.Link("Jobs", "/jobs", null),
                        new Frame.Link("Quarantine", "/quarantine", null),
                        new Frame.Link("Approvals", "/approvals", open == 0 ? null : Words.number(open)),
                        new Frame.Link("Schedules", "/schedules", null),
                        new Frame.Link("Audit", "/audit", null)),
                known(() -> stops.list(who)).stream()
                        .map(stop -> StopView.of(stop, who, now))
                        .toList(),
                who.may(Role.ADMIN),
                Words.time(now, now, who.zone()),
                version());
    }

    /** A page about a control database that is away has a frame, too. */
    private static <T> List<T> known(Supplier<List<T>> asked) {
        try {
            return asked.get();
        } catch (ProblemException | DataAccessException | TransactionException e) {
            return List.of();
        }
    }

    private static String roles(Operator who) {
        return who.grants().isEmpty()
                ? "none: ask an admin for one"
                : who.grants().stream()
                        .map(grant ->
                                grant.role().word() + " on " + (grant.jobs().equals("*") ? "every job" : grant.jobs()))
                        .sorted()
                        .collect(Collectors.joining("; "));
    }

    private static String version() {
        String version = Frames.class.getPackage().getImplementationVersion();
        return version == null ? "built from source" : version;
    }
}
