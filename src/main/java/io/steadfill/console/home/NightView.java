package io.steadfill.console.home;

import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Words;
import io.steadfill.definition.calendar.Hours;
import io.steadfill.desk.schedule.Night;
import io.steadfill.run.life.RunState;
import io.steadfill.schedule.ScheduleStatus;
import io.steadfill.schedule.slot.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The schedules of the hours around now, drawn over one axis. */
record NightView(String zone, List<String> ticks, String now, String nowAt, List<Line> lines) {

    private static final double WIDTH = 960;
    private static final int HOURS_BEFORE = 3;
    private static final int HOURS = 12;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    /** The hours that are shown. */
    record Frame(Instant from, Instant now, ZoneId zone) {

        static Frame around(Instant now, ZoneId zone) {
            return new Frame(
                    now.atZone(zone)
                            .truncatedTo(ChronoUnit.HOURS)
                            .minusHours(HOURS_BEFORE)
                            .toInstant(),
                    now,
                    zone);
        }

        Instant to() {
            return from.plus(Duration.ofHours(HOURS));
        }

        double x(Instant at) {
            double share = (double) Duration.between(from, at).toMillis()
                    / Duration.ofHours(HOURS).toMillis();
            return Math.max(0, Math.min(1, share)) * WIDTH;
        }
    }

    /** A bar over the axis; {@code css} is open, guess or f. */
    record Bar(String css, String x, String width) {}

    /**
     * A job.
     *
     * @param says what is drawn, in words
     */
    record Line(String job, String about, List<Bar> bars, Mark mark, String told, String says) {}

    static NightView of(Frame frame, List<Night> nights) {
        List<String> ticks = new ArrayList<>();
        for (int hour = 0; hour <= HOURS; hour += 3) {
            ticks.add(TIME.format(frame.from().plus(Duration.ofHours(hour)).atZone(frame.zone())));
        }
        return new NightView(
                Words.zone(frame.zone()),
                ticks,
                TIME.format(frame.now().atZone(frame.zone())),
                text(frame.x(frame.now())),
                nights.stream().map(night -> line(frame, night)).toList());
    }

    private static Line line(Frame frame, Night night) {
        List<Bar> bars = new ArrayList<>();
        for (Hours.Stretch open : night.open()) {
            bars.add(bar(frame, "open", open.from(), open.to()));
        }
        for (Night.Worked run : night.worked()) {
            Instant to = run.to() == null ? frame.now() : run.to();
            bars.add(bar(frame, "f", run.from(), to));
            if (run.to() == null && run.forecast() != null) {
                bars.add(bar(frame, "guess", frame.now(), run.forecast().ends()));
            }
        }
        if (night.usually() != null) {
            for (ScheduleStatus.Next due : night.due()) {
                if (due.runs()) {
                    bars.add(bar(frame, "guess", due.due(), due.due().plus(night.usually())));
                }
            }
        }
        String told = told(frame, night);
        Mark mark = mark(night);
        String about = night.database() + ", " + night.when()
                + ("always".equals(night.openHours()) ? "" : ", open " + night.openHours())
                + (night.dependsOn().isEmpty() ? "" : ", after " + String.join(", ", night.dependsOn()));
        return new Line(night.job(), about, bars, mark, told, night.job() + ": " + mark.word() + ", " + told);
    }

    private static Mark mark(Night night) {
        if (!night.worked().isEmpty()) {
            return Mark.of(newest(night).state());
        }
        if (!night.past().isEmpty()) {
            Slot slot = night.past().get(0);
            return switch (slot.state()) {
                case PENDING, LAUNCHED -> new Mark("", "pending", "Pending", "");
                case SKIPPED -> new Mark("wait", "wait", "Skipped", "");
                case MISSED -> new Mark("bad", "failed", "Missed", "");
            };
        }
        ScheduleStatus.Next due = night.due().get(0);
        if (due.runs()) {
            return new Mark("", "pending", "Due", "");
        }
        return due.skip() == null && night.pause() != null
                ? new Mark("", "pause", "Paused", "")
                : new Mark("wait", "wait", "Skipped", "");
    }

    private static Night.Worked newest(Night night) {
        return night.worked().get(0);
    }

    /** One sentence about what comes, or came. */
    private static String told(Frame frame, Night night) {
        if (!night.worked().isEmpty()) {
            Night.Worked run = newest(night);
            if (run.to() != null) {
                return TIME.format(run.to().atZone(frame.zone())) + ", after "
                        + Words.span(Duration.between(run.from(), run.to()));
            }
            if (run.state() == RunState.PAUSED) {
                return "until somebody resumes it";
            }
            return run.forecast() == null ? "end not known" : run.forecast().says();
        }
        if (!night.past().isEmpty()) {
            String reason = night.past().get(0).reason();
            return reason == null ? "its time has come" : reason;
        }
        ScheduleStatus.Next due = night.due().get(0);
        String at = TIME.format(due.due().atZone(frame.zone()));
        if (!due.runs()) {
            return at + ", " + due.note();
        }
        return at + (night.usually() == null ? "" : ", last took " + Words.span(night.usually()));
    }

    private static Bar bar(Frame frame, String css, Instant from, Instant to) {
        double x = frame.x(from);
        return new Bar(css, text(x), text(Math.max(2, frame.x(to) - x)));
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
