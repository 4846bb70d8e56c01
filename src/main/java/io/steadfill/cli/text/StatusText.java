package io.steadfill.cli.text;

import io.steadfill.run.life.Hold;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import io.steadfill.run.story.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run's status as text: a block for people who ask, a line for those who watch. */
public final class StatusText {

    private StatusText() {}

    public static String of(RunStatus run) {
        FactsText facts = new FactsText()
                .fact("run", run.runId())
                .fact("job", run.job() + " on " + run.database() + "." + run.table())
                .fact("state", run.state())
                .fact("says", run.says())
                .fact("started", Words.time(run.started()) + " by " + run.startedBy());
        if (run.ended() != null) {
            facts.fact(
                    "ended",
                    Words.time(run.ended()) + ", after "
                            + Words.duration(Duration.between(run.started(), run.ended())));
        }
        if (!run.parameters().isEmpty()) {
            facts.fact("parameters", joined(run.parameters().entrySet()));
        }
        Partitions partitions = run.partitions();
        if (partitions != null) {
            facts.fact("rows", rows(partitions, isWalking(run.state())));
            if (run.state() == RunState.UNDOING) {
                facts.fact(
                        "to put back",
                        Words.number(partitions.toPutBack()) + " rows, or leave alone where changed since");
            }
            facts.fact(
                    "partitions",
                    partitions.done() + " of " + partitions.total() + " done"
                            + (partitions.sweep() == 0 ? "" : ", sweep " + partitions.sweep()));
        }
        pace(facts, run);
        for (Hold hold : run.holds()) {
            facts.fact(
                    "hold",
                    hold.kind().word() + ", by " + hold.by() + " since " + Words.time(hold.since()) + ": " + hold.why()
                            + (hold.expires() == null ? "" : ", until " + Words.time(hold.expires())));
        }
        if (!run.tuning().isEmpty()) {
            facts.fact("tuned", joined(run.tuning().entrySet()));
        }
        facts.fact("owner", run.owner());
        if (!run.allowed().isEmpty()) {
            facts.fact("allowed", String.join(", ", run.allowed()));
        }
        return facts.toString();
    }

    private static void pace(FactsText facts, RunStatus run) {
        Progress progress = run.progress();
        if (progress == null) {
            return;
        }
        if (isWalking(run.state())) {
            walk(facts, run, progress);
        }
        if (isWalking(run.state()) || run.state() == RunState.UNDOING) {
            progress.waits()
                    .forEach(wait -> facts.fact(
                            "waits for",
                            wait.signal() + ": " + wait.says() + " (lost so far: "
                                    + Words.duration(Duration.ofMillis(wait.lostMillis())) + ")"));
        }
    }

    private static void walk(FactsText facts, RunStatus run, Progress progress) {
        facts.fact("rate", Words.number(Math.round(progress.rowsPerSecond())) + " rows/s");
        Duration left = eta(run);
        facts.fact("time left", left == null ? null : "about " + Words.duration(left));
        if (progress.chunkRows() > 0) {
            facts.fact("chunk", Words.number(progress.chunkRows()) + " rows in " + progress.chunkMillis() + " ms");
        }
        if (progress.retries() > 0) {
            facts.fact("retries", progress.retries() + ", the last: " + progress.lastRetry());
        }
    }

    /** {@code normalise-phones r-abc RUNNING 61% 123,456 rows 12,345 rows/s 0:06 left chunk 1,200/48 ms}. */
    public static String line(RunStatus run) {
        List<String> words =
                new ArrayList<>(List.of(run.job(), run.runId(), run.state().name()));
        Partitions partitions = run.partitions();
        Progress progress = run.progress();
        if (run.state() == RunState.UNDOING) {
            words.add((partitions == null ? "?" : Words.number(partitions.toPutBack())) + " rows to put back");
            waits(words, progress);
            return String.join("  ", words);
        }
        if (partitions != null) {
            if (partitions.estimate() > 0 && partitions.sweep() == 0) {
                words.add(Math.min(99, partitions.walked() * 100 / partitions.estimate()) + "%");
            }
            words.add(Words.number(partitions.walked()) + " rows");
            words.add(partitions.done() + "/" + partitions.total() + " partitions"
                    + (partitions.sweep() == 0 ? "" : " of sweep " + partitions.sweep()));
        }
        if (progress != null) {
            words.add(Words.number(Math.round(progress.rowsPerSecond())) + " rows/s");
            Duration eta = eta(run);
            if (eta != null) {
                words.add(Words.duration(eta) + " left");
            }
            words.add(String.format(Locale.ROOT, "chunk %,d/%d ms", progress.chunkRows(), progress.chunkMillis()));
        }
        waits(words, progress);
        return String.join("  ", words);
    }

    private static void waits(List<String> words, @Nullable Progress progress) {
        if (progress != null) {
            progress.waits().forEach(wait -> words.add("waits: " + wait.says()));
        }
    }

    private static String rows(Partitions rows, boolean busy) {
        StringBuilder text = new StringBuilder(Words.number(rows.walked()) + " walked"
                + (busy && rows.estimate() > 0 ? " of about " + Words.number(rows.estimate()) : "") + ", "
                + Words.number(rows.changed()) + " changed");
        append(text, rows.quarantined(), "quarantined");
        append(text, rows.lost(), "changed by others first");
        append(text, rows.locked(), "locked by others");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(Words.number(count)).append(' ').append(what);
        }
    }

    private static @Nullable Duration eta(RunStatus run) {
        Partitions partitions = run.partitions();
        Progress progress = run.progress();
        if (partitions == null
                || progress == null
                || partitions.sweep() > 0
                || progress.rowsPerSecond() < 1
                || partitions.estimate() <= partitions.walked()) {
            return null;
        }
        return Duration.ofMillis(
                (long) ((partitions.estimate() - partitions.walked()) * 1000 / progress.rowsPerSecond()));
    }

    private static boolean isWalking(RunState state) {
        return switch (state) {
            case RUNNING, PAUSING, CANCELLING, VERIFYING -> true;
            case UNDOING, PENDING, WAITING, PAUSED, CANCELLED, INTERRUPTED, FAILED, QUARANTINED, COMPLETED, UNDONE ->
                false;
        };
    }

    private static String joined(Set<Map.Entry<String, String>> entries) {
        return String.join(
                ", ", entries.stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }
}
