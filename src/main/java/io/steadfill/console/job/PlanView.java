package io.steadfill.console.job;

import io.steadfill.chunk.rehearsal.Rehearsed;
import io.steadfill.console.run.RunView;
import io.steadfill.console.words.Mark;
import io.steadfill.console.words.Words;
import io.steadfill.engine.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plan in words: a verdict, its checks, figures, SQL, locks and rows before and after.
 *
 * @param columns of the sample; empty where no chunk was worked
 */
record PlanView(
        Mark verdict,
        String verdictSays,
        List<Check> checks,
        List<RunView.Figure> figures,
        String statement,
        String queryPlan,
        List<String> locks,
        List<String> columns,
        List<Row> rows,
        List<String> refused,
        @Nullable String sampleSays) {

    /** One thing that was looked at. */
    record Check(Mark mark, String says) {}

    /** A row of the sample; a cell for each column. */
    record Row(String key, List<Cell> cells) {}

    /** A value; {@code before} is null where it did not change. */
    record Cell(@Nullable String before, String after) {}

    static PlanView of(RunPlan plan) {
        List<Check> checks = new ArrayList<>();
        Check walk = walk(plan);
        checks.add(walk);
        plan.warnings().forEach(warning -> checks.add(new Check(amber(), warning)));
        Rehearsed seen = plan.rehearsed();
        if (seen != null) {
            checks.add(
                    seen.changedAgain() == 0
                            ? new Check(green(), "Applied twice, the second time changed no row.")
                            : new Check(red(), Words.rows(seen.changedAgain()) + " changed again in a second pass."));
        }
        long bad = checks.stream()
                .filter(check -> check.mark().css().equals("bad"))
                .count();
        long warned = checks.stream()
                .filter(check -> check.mark().css().equals("wait"))
                .count();
        Mark verdict = bad > 0 ? red() : warned > 0 ? amber() : green();
        return new PlanView(
                verdict,
                bad + " red, " + warned + " amber, " + (checks.size() - bad - warned) + " green.",
                checks,
                figures(plan),
                plan.statement(),
                plan.plan(),
                seen == null ? List.of() : seen.locks(),
                seen == null ? List.of() : columns(seen),
                seen == null ? List.of() : rows(seen),
                seen == null ? List.of() : seen.refused(),
                seen == null
                        ? null
                        : Words.rows(seen.rows()) + " matched, " + Words.number(seen.changed()) + " changed in "
                                + Words.span(seen.took()) + ", and were rolled back.");
    }

    private static List<RunView.Figure> figures(RunPlan plan) {
        List<RunView.Figure> figures = new ArrayList<>();
        figures.add(new RunView.Figure(
                "Rows of the table",
                plan.rowEstimate() < 0 ? "not known" : Words.about(plan.rowEstimate()),
                "an estimate of the server",
                null,
                null));
        figures.add(new RunView.Figure(
                "Working time",
                plan.estimate() == null ? "not known" : Words.span(plan.estimate()),
                plan.estimate() == null
                        ? "a sample would tell"
                        : "with one worker, from one chunk that was rolled back; waits come on top",
                null,
                null));
        return figures;
    }

    private static List<String> columns(Rehearsed seen) {
        return seen.examples().isEmpty()
                ? List.of()
                : List.copyOf(seen.examples().get(0).before().keySet());
    }

    private static List<Row> rows(Rehearsed seen) {
        List<Row> rows = new ArrayList<>();
        for (Rehearsed.Example example : seen.examples()) {
            List<Cell> cells = new ArrayList<>();
            for (Map.Entry<String, @Nullable String> entry : example.before().entrySet()) {
                Map<String, @Nullable String> after = example.after();
                String now = after == null ? "gone" : after.get(entry.getKey());
                boolean same = Objects.equals(now, entry.getValue());
                cells.add(new Cell(same ? null : shown(entry.getValue()), after == null ? "gone" : shown(now)));
            }
            rows.add(new Row(example.key().toString(), cells));
        }
        return rows;
    }

    private static String shown(@Nullable String value) {
        return value == null ? "null" : value;
    }

    private static Check walk(RunPlan plan) {
        return switch (plan.walk()) {
            case BY_INDEX -> new Check(green(), "The table is walked by " + plan.keyset() + ".");
            case WHOLE_TABLE -> new Check(green(), "The table is so small that the server reads it whole.");
            case READS_TOO_MUCH -> new Check(red(), "The server would not walk the table by its key's index.");
            case INDEX_MISSING -> new Check(red(), "The index that the job's 'via' names is not there or not valid.");
        };
    }

    private static Mark red() {
        return new Mark("bad", "failed", "Red", "");
    }

    private static Mark amber() {
        return new Mark("wait", "warn", "Amber", "");
    }

    private static Mark green() {
        return new Mark("ok", "done", "Green", "");
    }
}
