package io.steadfill.console.home;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.console.background.Lookout;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Words;
import io.steadfill.desk.fleet.DatabaseStatus;
import io.steadfill.run.admission.Stop;
import io.steadfill.throttle.SignalStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database as the home page has it.
 *
 * @param about its server, and whether it is production
 * @param trouble why nothing can be worked there; null where something can, or nothing is known yet
 * @param read how long ago this was read, in words
 */
record DatabaseView(
        String name,
        String about,
        Mark mark,
        @Nullable String trouble,
        List<Signal> signals,
        String runs,
        List<String> stops,
        String read) {

    private static final Duration OLD = Duration.ofSeconds(20);

    /** What a signal reads. */
    record Signal(String name, Mark mark, String says) {}

    static DatabaseView of(String name, Optional<Lookout.Seen<DatabaseStatus>> seen, Operator who, Instant now) {
        if (seen.isEmpty()) {
            return new DatabaseView(
                    name,
                    "",
                    new Mark("wait", "unknown", "Not heard yet", ""),
                    null,
                    List.of(),
                    "not known",
                    List.of(),
                    "not read yet");
        }
        DatabaseStatus found = seen.get().what();
        Duration age = Duration.between(seen.get().at(), now);
        boolean away = !found.reachable() || age.compareTo(OLD) > 0;
        List<String> stopped = found.stops().stream()
                .filter(stop -> stop.job() == null || who.may(Role.VIEWER, stop.job()))
                .map(stop -> stop.what() + " is stopped by " + stop.by() + ": " + stop.why())
                .toList();
        return new DatabaseView(
                name,
                about(found),
                mark(found, away),
                !away ? null : found.reachable() ? "does not answer since " + Words.span(age) : first(found.says()),
                found.signals().stream().map(DatabaseView::signal).toList(),
                found.runs().size() + " of " + found.runsMax(),
                stopped,
                Words.ago(age));
    }

    private static String about(DatabaseStatus found) {
        return found.vendor() == null
                ? found.production() ? "production" : ""
                : product(found.vendor())
                        + (found.version() == null ? "" : " " + found.version())
                        + (found.production() ? ", production" : "");
    }

    private static String product(String vendor) {
        return switch (vendor) {
            case "postgresql" -> "PostgreSQL";
            case "mysql" -> "MySQL";
            case "mariadb" -> "MariaDB";
            default -> vendor;
        };
    }

    private static String first(@Nullable String says) {
        return says == null ? "does not answer" : says.lines().findFirst().orElse("does not answer");
    }

    private static Mark mark(DatabaseStatus found, boolean away) {
        if (away) {
            return new Mark("bad", "failed", "No answer", "");
        }
        if (found.stops().stream()
                .anyMatch(stop -> stop.scope() != Stop.Scope.JOB && stop.scope() != Stop.Scope.TABLE)) {
            return new Mark("wait", "pause", "Stopped", "");
        }
        return found.signals().stream().anyMatch(signal -> signal.state() == SignalStatus.State.WAIT)
                ? new Mark("wait", "wait", "Wait", "")
                : new Mark("ok", "done", "Go on", "");
    }

    private static Signal signal(SignalStatus status) {
        Mark mark = switch (status.state()) {
            case GO -> new Mark("ok", "done", "go on", "");
            case WAIT -> new Mark("wait", "wait", "wait", "");
            case OFF -> new Mark("", "unknown", "off", "");
        };
        return new Signal(status.signal().replace('-', ' '), mark, status.says());
    }
}
