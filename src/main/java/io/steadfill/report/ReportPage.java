package io.steadfill.report;

import io.steadfill.approval.Approval;
import io.steadfill.run.status.Partitions;
import io.steadfill.run.status.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as a page: facts and texts under titles, written as Markdown or as HTML to print. */
public final class ReportPage {

    private record Section(String title, Map<String, String> facts, String text) {}

    private final String title;
    private final List<Section> sections = new ArrayList<>();

    public ReportPage(Report report) {
        RunStatus run = report.run();
        this.title = "Run " + run.runId() + " of " + run.job();
        facts("Outcome", outcome(run));
        facts("Counts, as the target has them", counts(report));
        Map<String, String> waits = new LinkedHashMap<>();
        report.waitsMillis().forEach((signal, millis) -> waits.put(signal, millis + " ms"));
        facts("Waits, in the process that worked it last", waits);
        Map<String, String> waivers = new LinkedHashMap<>();
        report.waivers()
                .forEach(waiver -> waivers.put(
                        waiver.by() + ": " + waiver.why(),
                        waiver.rows() + " rows, " + waiver.remedied() + " remedied"));
        facts("Waivers", waivers);
        Map<String, String> proofs = new LinkedHashMap<>();
        report.proofs()
                .forEach(proof -> proofs.put(proof.kind() + " at " + proof.ended(), proof.rowsLeft() + " rows left"));
        facts("Proofs of the contract step", proofs);
        Map<String, String> approvals = new LinkedHashMap<>();
        report.approvals().forEach(approval -> approvals.put(approval.id(), approval(approval)));
        facts("Approvals", approvals);
        Map<String, String> words = new LinkedHashMap<>();
        report.words()
                .forEach(word -> words.put(
                        word.at() + " " + word.by() + " " + word.verb(),
                        (word.before() == null ? "" : word.before() + " → ")
                                + (word.after() == null ? "" : word.after())));
        facts("Words", words);
        facts("Hashes and versions", versions(report));
        sections.add(new Section("SQL", Map.of(), report.sql()));
        sections.add(new Section("Definition", Map.of(), report.definition()));
    }

    private void facts(String name, Map<String, String> facts) {
        if (!facts.isEmpty()) {
            sections.add(new Section(name, facts, ""));
        }
    }

    private static Map<String, String> outcome(RunStatus run) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("state", run.state().name());
        facts.put("says", run.says() == null ? "" : run.says());
        facts.put("table", run.database() + "." + run.table());
        facts.put("launched", run.started() + " by " + run.startedBy());
        facts.put("ended", run.ended() == null ? "not yet" : run.ended().toString());
        run.parameters().forEach((name, value) -> facts.put("parameter " + name, value));
        run.tuning().forEach((name, value) -> facts.put("tuned " + name, value));
        return facts;
    }

    private static Map<String, String> counts(Report report) {
        Map<String, String> facts = new LinkedHashMap<>();
        Partitions counts = report.counts();
        if (counts != null) {
            facts.put("walked", String.valueOf(counts.walked()));
            facts.put("changed", String.valueOf(counts.changed()));
            facts.put("quarantined on the way", String.valueOf(counts.quarantined()));
            facts.put("changed by others first", String.valueOf(counts.lost()));
            facts.put("locked by others", String.valueOf(counts.locked()));
            facts.put("sweeps", String.valueOf(counts.sweep()));
        }
        report.quarantine().forEach((state, rows) -> facts.put("in quarantine, " + state, String.valueOf(rows)));
        return facts;
    }

    private static String approval(Approval approval) {
        return approval.kind().word() + " " + approval.state() + ", asked by " + approval.askedBy() + " at "
                + approval.asked()
                + (approval.decidedBy() == null
                        ? ""
                        : ", decided by " + approval.approver() + " at " + approval.decided())
                + (approval.why() == null || approval.why().isEmpty() ? "" : ": " + approval.why()) + ", hash "
                + approval.hash();
    }

    private static Map<String, String> versions(Report report) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("definition", report.definitionHash());
        facts.put("versions", String.join(", ", report.versions()));
        return facts;
    }

    /** As Markdown. */
    public String markdown() {
        StringBuilder page = new StringBuilder("# " + plain(title) + "\n");
        for (Section section : sections) {
            page.append("\n## ").append(section.title()).append("\n\n");
            if (!section.facts().isEmpty()) {
                page.append("| | |\n|---|---|\n");
                section.facts()
                        .forEach((name, value) -> page.append("| ")
                                .append(plain(name))
                                .append(" | ")
                                .append(plain(value))
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
                        .forEach((name, value) -> page.append("<tr><th scope=\"row\">")
                                .append(escaped(name))
                                .append("</th><td>")
                                .append(escaped(value))
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
