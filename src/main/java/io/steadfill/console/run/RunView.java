package io.steadfill.console.run;

import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Stamp;
import io.steadfill.console.words.Strip;
import io.steadfill.console.words.Words;
import io.steadfill.run.life.Hold;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.status.WalkProgress;
import io.steadfill.run.story.PaceLog;
import io.steadfill.run.story.Progress;
import io.steadfill.run.story.RunEvent;
import io.steadfill.run.story.WaitLog;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run in the words and shapes of its page. */
public final class RunView {

    private static final int KEYLINE_MAX = 16;

    private final RunStatus run;
    private final WalkProgress walk;
    private final List<RunEvent> events;
    private final List<WaitLog.Waited> waited;
    private final List<PaceLog.Walked> walked;
    private final Operator who;
    private final Instant now;
    private final Mark mark;
    private final RunFigures figures;

    RunView(RunParts.Whole whole, Operator who, Instant now) {
        this.run = whole.run();
        this.walk = whole.walk();
        this.events = whole.events();
        this.waited = whole.waited();
        this.walked = whole.walked();
        this.who = who;
        this.now = now;
        this.mark = Mark.of(run);
        this.figures = new RunFigures(run, walk, now, who.zone());
    }

    /** A figure with what belongs to it; the link may lead on. */
    public record Figure(
            String name,
            String value,
            String more,
            @Nullable String link,
            @Nullable String linkText) {}

    /** A line of the log. */
    public record Line(Stamp at, String by, String says) {}

    /** A reason to wait, now or before. */
    public record Wait(String signal, String says, String lost) {}

    /** A hold as people read it. */
    public record Held(
            String kind,
            String by,
            String why,
            Stamp since,
            @Nullable Stamp expires,
            String ends) {}

    public RunStatus run() {
        return run;
    }

    public Mark mark() {
        return mark;
    }

    public Strip strip() {
        return Strip.of(walk, mark, run.state() == RunState.COMPLETED);
    }

    /** Whether this operator may say a verb now. */
    public boolean may(String verb) {
        return isOperator() && run.allowed().contains(verb);
    }

    /** Why a verb cannot be said now; empty where it can. */
    public String whyNot(String verb) {
        if (!isOperator()) {
            return "needs the role operator on " + run.job();
        }
        return may(verb) ? "" : "a run that is " + mark.word().toLowerCase(Locale.ROOT) + " cannot be told to " + verb;
    }

    private boolean isOperator() {
        return who.may(Role.OPERATOR, run.job());
    }

    /** One or two sentences: why it is in this state, and what happens next. */
    public String now() {
        // No hold keeps a cancel back, and one that a run kept beyond its end means nothing.
        if (!run.holds().isEmpty() && run.state().isActive() && run.state() != RunState.CANCELLING) {
            return Hold.says(run.holds(), time -> Words.time(time, now, zone()).shown());
        }
        Progress told = run.progress();
        if (run.state() == RunState.RUNNING && told != null && !told.waits().isEmpty()) {
            return told.waits().get(0).says() + ". The run goes on by itself.";
        }
        if (run.says() != null) {
            return run.says();
        }
        return switch (run.state()) {
            case PENDING -> "A node is about to take it up.";
            case RUNNING ->
                told != null && told.sweep() > 0
                        ? "Sweep " + told.sweep() + ": what still matches after the walk."
                        : "Chunk by chunk, each in a transaction of its own.";
            case PAUSING, CANCELLING -> "The chunk in flight is finishing.";
            case VERIFYING -> "Every chunk is done; the target is asked whether the data says so too.";
            case COMPLETED -> "The data says so: no row is left to do.";
            case QUARANTINED -> "Only rows in quarantine are left.";
            case CANCELLED -> "What was changed stays changed.";
            case INTERRUPTED -> "Its process went down. Nothing is lost: the next one goes on from the checkpoints.";
            case UNDOING -> "Old values are put back, the newest first, each part in a transaction of its own.";
            case WAITING, PAUSED, FAILED, UNDONE -> "";
        };
    }

    /** What the live region speaks; changes with the state, waits and each tenth of the way, never with rates. */
    public String announce() {
        int tenth = (int) Math.floor(walk.share() * 10) * 10;
        return run.job() + " " + mark.word().toLowerCase(Locale.ROOT)
                + (walk.parts().isEmpty() || run.state() == RunState.COMPLETED ? "" : ", " + tenth + " % walked") + ". "
                + (run.holds().isEmpty() && !mark.word().endsWith("waiting") ? "" : now());
    }

    public List<Figure> figures() {
        return figures.all();
    }

    /** The partitions of the first walk, for the keyline; more than can be drawn large are left to the table. */
    public List<PartView> keyline() {
        return walk.parts().size() > KEYLINE_MAX ? List.of() : parts();
    }

    public List<PartView> parts() {
        return PartView.of(walk, run.state(), mark);
    }

    public List<Wait> waits() {
        Progress told = run.progress();
        if (told == null) {
            return List.of();
        }
        return told.waits().stream()
                .map(wait -> new Wait(
                        wait.signal().replace('-', ' '), wait.says(), Words.span(Duration.ofMillis(wait.lostMillis()))))
                .toList();
    }

    /** The axis of what is drawn over time. */
    public TimeAxis axis() {
        return TimeAxis.of(run.started(), run.ended() == null ? now : run.ended(), zone());
    }

    /** Null where there is nothing to draw yet. */
    public @Nullable PaceChart pace() {
        return PaceChart.of(walked, run.started(), isOver(), axis());
    }

    /** How many rows its chunks took, over the same axis; null where there is nothing to draw. */
    public PaceChart.@Nullable Chunks chunks() {
        return PaceChart.chunks(walked, axis());
    }

    /** The signals that held it up, over the same axis. */
    public WaitsChart chart() {
        return WaitsChart.of(waited, axis());
    }

    /** Whether it has ended, for good or until somebody resumes it. */
    public boolean isOver() {
        return run.ended() != null;
    }

    /** The request that it waits for; null where it waits for none. */
    public @Nullable String approval() {
        return run.holds().stream()
                .map(Hold::approval)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    public String zoneName() {
        return Words.zone(zone());
    }

    /** Chunks that had to run again; empty where none had. */
    public String retries() {
        Progress told = run.progress();
        return told == null || told.retries() == 0
                ? ""
                : Words.number(told.retries()) + " in this process. The last: " + told.lastRetry();
    }

    public List<Held> holds() {
        return run.holds().stream()
                .map(hold -> new Held(
                        hold.kind().word(),
                        hold.by(),
                        hold.why(),
                        Words.time(hold.since(), now, zone()),
                        hold.expires() == null ? null : Words.time(hold.expires(), now, zone()),
                        hold.kind().ends()))
                .toList();
    }

    /** What happened, newest first. */
    public List<Line> log() {
        List<Line> lines = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0; i--) {
            RunEvent event = events.get(i);
            lines.add(
                    new Line(Words.second(event.at(), zone()), event.by() == null ? "" : event.by(), sentence(event)));
        }
        return lines;
    }

    private static String sentence(RunEvent event) {
        String said = event.says() == null ? "" : event.says();
        if (event.kind().equals(RunEvent.APPROVAL)) {
            return "Asks for a second person's word, " + said;
        }
        if (event.to() == null || event.from() == null) {
            return said.isEmpty() ? event.kind().replace('-', ' ') : said;
        }
        return Mark.of(event.from()).word() + " to "
                + Mark.of(event.to()).word().toLowerCase(Locale.ROOT) + (said.isEmpty() ? "." : ": " + said);
    }

    public Stamp started() {
        return Words.time(run.started(), now, zone());
    }

    public @Nullable Stamp ended() {
        return run.ended() == null ? null : Words.time(run.ended(), now, zone());
    }

    public String took() {
        return Words.span(figures.elapsed());
    }

    /** In one cell: rows walked of how many. */
    public String walked() {
        Partitions rows = run.partitions();
        if (rows == null) {
            return walk.parts().isEmpty() ? "not planned yet" : Words.percent(walk.share()) + " walked";
        }
        if (run.state() == RunState.UNDOING) {
            return Words.rows(rows.toPutBack()) + " to put back";
        }
        return Words.rows(rows.walked()) + ", " + figures.estimate(rows);
    }

    public String rate() {
        return run.progress() == null || !figures.isWalking()
                ? "–"
                : Words.number(Math.round(run.progress().rowsPerSecond()));
    }

    public String endsAbout() {
        return run.progress() == null || run.partitions() == null || !figures.isWalking()
                ? "–"
                : figures.ends(run.partitions(), run.progress()).value();
    }

    private ZoneId zone() {
        return who.zone();
    }
}
