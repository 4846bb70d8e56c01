package io.steadfill.report;

import io.steadfill.approval.Approval;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a page: facts and texts under titles, written as Markdown or as HTML to print. */
public final class ReportPage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private record Fact(String name, String value) {}

    private record Section(String title, List<Fact> facts, String text) {}

    private final ZoneId zone;

    private final String title;
    private final List<Section> sections = new ArrayList<>();

    /** @param zone in which its times are shown */
    public ReportPage(Report report, ZoneId zone) {
        this.zone = zone;
        RunStatus run = report.run();
        this.title = "Run " + run.runId() + " of " + run.job();
        facts("Outcome", outcome(run));
        facts("Counts, as the target has them", counts(report));
        facts(
                "Waits, in the process that worked it last",
                report.waitsMillis().entrySet().stream()
                        .map(wait -> new Fact(wait.getKey(), number(wait.getValue()) + " ms"))
                        .toList());
        facts(
                "Waivers",
                report.waivers().stream()
                        .map(waiver -> new Fact(
                                waiver.by() + ": " + waiver.why(),
                                number(waiver.rows()) + " rows, " + number(waiver.remedied()) + " remedied"))
                        .toList());
        facts(
                "Proofs of the contract step",
                report.proofs().stream()
                        .map(proof -> new Fact(
                                proof.kind() + " at " + time(proof.ended()), number(proof.rowsLeft()) + " rows left"))
                        .toList());
        facts(
                "Approvals",
                report.approvals().stream()
                        .map(approval -> new Fact(approval.id(), approval(approval)))
                        .toList());
        facts(
                "Words",
                report.words().stream()
                        .map(word -> new Fact(
                                time(word.at()) + " " + word.by() + ": " + word.verb(),
                                (word.before() == null ? "" : word.before() + " → ")
                                        + (word.after() == null ? "" : word.after())))
                        .toList());
        facts(
                "Hashes and versions",
                List.of(
                        new Fact("definition", report.definitionHash()),
                        new Fact(
                                "values computed by",
                                report.versions().isEmpty() ? "not known" : String.join("; ", report.versions())),
                        new Fact("report written by", report.writtenBy())));
        sections.add(new Section("SQL", List.of(), report.sql()));
        sections.add(new Section("Definition", List.of(), report.definition()));
    }

    private void facts(String name, List<Fact> facts) {
        if (!facts.isEmpty()) {
            sections.add(new Section(name, facts, ""));
        }
    }

    private List<Fact> outcome(RunStatus run) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("state", run.state().name()));
        if (run.says() != null) {
            facts.add(new Fact("says", run.says()));
        }
        facts.add(new Fact("table", run.database() + "." + run.table()));
        facts.add(new Fact("launched", time(run.started()) + " by " + run.startedBy()));
        facts.add(new Fact("ended", run.ended() == null ? "not yet" : time(run.ended())));
        run.parameters().forEach((name, value) -> facts.add(new Fact("parameter " + name, value)));
        run.tuning().forEach((name, value) -> facts.add(new Fact("tuned " + name, value)));
        return facts;
    }

    private static List<Fact> counts(Report report) {
        List<Fact> facts = new ArrayList<>();
        Partitions counts = report.counts();
        if (counts != null) {
            facts.add(new Fact("walked", number(counts.walked())));
            facts.add(new Fact("changed", number(counts.changed())));
            facts.add(new Fact(
                    "quarantined on the way",
                    number(report.quarantine().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())));
            facts.add(new Fact("changed by others first", number(counts.lost())));
            facts.add(new Fact("locked by others", number(counts.locked())));
            facts.add(new Fact("sweeps", number(counts.sweep())));
        }
        report.quarantine().forEach((state, rows) -> facts.add(new Fact("in quarantine, " + state, number(rows))));
        return facts;
    }

    private String approval(Approval approval) {
        return approval.kind().word() + " " + approval.state() + ", asked by " + approval.askedBy() + " at "
                + time(approval.asked())
                + (approval.decided() == null
                        ? ""
                        : ", decided by " + approval.approver() + " at " + time(approval.decided()))
                + (approval.why() == null || approval.why().isEmpty() ? "" : ": " + approval.why()) + ", hash "
                + approval.hash();
    }

    private String time(Instant at) {
        boolean utc = zone.normalized().equals(ZoneOffset.UTC);
        return TIME.format(at.atZone(zone)) + " " + (utc ? "UTC" : zone.getId());
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** As Markdown. */
    public String markdown() {
        StringBuilder page = new StringBuilder("# " + plain(title) + "\n");
        for (Section section : sections) {
            page.append("\n## ").append(section.title()).append("\n\n");
            if (!section.facts().isEmpty()) {
                page.append("| | |\n|---|---|\n");
                section.facts()
                        .forEach(fact -> page.append("| ")
                                .append(plain(fact.name()))
                                .append(" | ")
                                .append(plain(fact.value()))
                                .append(" |\n"));
            }
            if (!section.text().isEmpty()) {
                // Indented, so that no run of backticks in the text can end the block.
                section.text()
                        .lines()
                        .forEach(line -> page.append("    ").append(line).append('\n'));
            }
        }
        return page.toString();
    }

    /** As a page of its own to print; it loads nothing. */
    public String html() {
        StringBuilder page =
                new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
                        + escaped(title)
                        + "</title><style>body{font:14px sans-serif;max-width:60em;margin:2em auto}"
                        + "th{text-align:left;vertical-align:top;padding-right:2em;font-weight:normal;color:#444}"
                        + "td{overflow-wrap:anywhere}pre{white-space:pre-wrap}@media print{body{margin:0}}</style></head><body>\n<h1>"
                        + escaped(title) + "</h1>\n");
        for (Section section : sections) {
            page.append("<h2>").append(escaped(section.title())).append("</h2>\n");
            if (!section.facts().isEmpty()) {
                page.append("<table>\n");
                section.facts()
                        .forEach(fact -> page.append("<tr><th scope=\"row\">")
                                .append(escaped(fact.name()))
                                .append("</th><td>")
                                .append(escaped(fact.value()))
                                .append("</td></tr>\n"));
                page.append("</table>\n");
            }
            if (!section.text().isEmpty()) {
                page.append("<pre>").append(escaped(section.text())).append("</pre>\n");
            }
        }
        return page.append("</body></html>\n").toString();
    }

    private static String plain(String text) {
        return escaped(text).replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
