package io.steadfill.console;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Puts the frame around every page for people who are signed in. */
@ControllerAdvice(basePackageClasses = Frames.class)
@ConditionalOnWebApplication
class Frames {

    private final CurrentOperator current;
    private final Clock clock;

    Frames(CurrentOperator current, Clock clock) {
        this.current = current;
        this.clock = clock;
    }

    @ModelAttribute("frame")
    @Nullable
    Frame frame(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.ERROR
                || request.getRequestURI().equals("/login")) {
            return null;
        }
        return of(current.get(), request.getRequestURI());
    }

    Frame of(Operator who, String here) {
        Instant now = clock.instant();
        return new Frame(
                who.name(), roles(who), who.zone().getId(), here, LINKS, Words.time(now, now, who.zone()), version());
    }

    private static final List<Frame.Link> LINKS = List.of(
            new Frame.Link("Home", "/", null),
            new Frame.Link("Jobs", "/jobs", null),
            new Frame.Link("Quarantine", "/quarantine", null),
            new Frame.Link("Approvals", "/approvals", null),
            new Frame.Link("Schedules", "/schedules", null),
            new Frame.Link("Audit", "/audit", null));

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
