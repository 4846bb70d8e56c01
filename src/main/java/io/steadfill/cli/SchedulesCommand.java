package io.steadfill.cli;

import io.steadfill.access.Operator;
import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.TextTable;
import io.steadfill.cli.text.Words;
import io.steadfill.desk.schedule.ScheduleDesk;
import io.steadfill.schedule.Pause;
import io.steadfill.schedule.ScheduleStatus;
import io.steadfill.schedule.slot.Slot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schedules [JOB]}: what runs by itself, when next, and what became of the last dates. */
@Command(name = "schedules", description = "List the schedules, or the dates of one.", mixinStandardHelpOptions = true)
final class SchedulesCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "JOB", arity = "0..1", description = "a job, to see its dates")
    private String job = "";

    @Option(names = "--last", paramLabel = "N", description = "how many dates (default: ${DEFAULT-VALUE})")
    private int last = 14;

    SchedulesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            ScheduleDesk desk = application.bean(ScheduleDesk.class);
            Operator who = Operator.ofThisMachine(shell.user());
            if (!job.isEmpty()) {
                show(desk.status(who, job, last));
                return 0;
            }
            List<ScheduleStatus> all = desk.list(who, last);
            shell.out().print(options.isJson() ? Json.pretty(all) + "\n" : table(all));
            return 0;
        }
    }

    private static String table(List<ScheduleStatus> all) {
        TextTable table = new TextTable("JOB", "WHEN", "ZONE", "OPEN", "IF MISSED", "NEXT", "TAKES", "LAST");
        for (ScheduleStatus one : all) {
            table.row(
                    one.job(),
                    one.when(),
                    one.zone(),
                    one.open(),
                    one.misfire(),
                    paused(one.pause(), next(one)),
                    one.usualLength() == null ? "" : "about " + Words.duration(Duration.parse(one.usualLength())),
                    one.history().isEmpty() ? "" : past(one.history().get(0)));
        }
        return all.isEmpty() ? "no job has a schedule\n" : table.toString();
    }

    /** What runs next, and what does not before it. */
    private static String next(ScheduleStatus one) {
        ScheduleStatus.@Nullable Next run = one.nextRun();
        String skipped = one.next().stream()
                .takeWhile(next -> !next.runs())
                .filter(next -> next.skip() != null)
                .map(next -> ", " + next.date() + " skipped")
                .collect(Collectors.joining());
        return (run == null ? "never" : Words.time(run.due())) + skipped;
    }

    private void show(ScheduleStatus one) {
        if (options.isJson()) {
            shell.out().println(Json.pretty(one));
            return;
        }
        shell.out().print(table(List.of(one)) + "\n");
        if (!one.when().equals(one.cron())) {
            shell.out().println("cron: " + one.cron() + "\n");
        }
        TextTable dates = new TextTable("BUSINESS DATE", "DUE", "WHAT", "RUN", "SAYS");
        for (int i = one.next().size() - 1; i >= 0; i--) {
            ScheduleStatus.Next next = one.next().get(i);
            dates.row(
                    next.date(),
                    Words.time(next.due()),
                    next.runs() ? "to come" : "not to run",
                    "",
                    next.note() == null ? "" : next.note());
        }
        for (ScheduleStatus.Past past : one.history()) {
            Slot slot = past.slot();
            dates.row(
                    slot.date(),
                    Words.time(slot.due()),
                    past.runState() == null ? slot.state() : past.runState(),
                    slot.runId() == null ? "" : slot.runId(),
                    slot.reason() == null ? "" : slot.reason());
        }
        shell.out().print(dates);
        one.clockChanges()
                .forEach(change -> shell.out().println("the clocks change: " + change.date() + ", " + change.says()));
    }

    private static String past(ScheduleStatus.Past past) {
        return past.slot().date() + " " + (past.runState() == null ? past.slot().state() : past.runState());
    }

    private static String paused(@Nullable Pause pause, String next) {
        return pause == null ? next : "paused by " + pause.by() + ": " + pause.why();
    }
}
