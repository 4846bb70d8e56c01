package io.steadfill.console.run;

import io.steadfill.access.CurrentOperator;
import io.steadfill.desk.RunDesk;
import io.steadfill.report.Report;
import io.steadfill.report.ReportPage;
import io.steadfill.report.Reports;
import io.steadfill.run.status.RunStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A run's report for people who are signed in by a browser: to print, or to file. */
@Controller
@ConditionalOnWebApplication
class ReportDoor {

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final CurrentOperator current;
    private final RunDesk runs;
    private final Reports reports;

    ReportDoor(CurrentOperator current, RunDesk runs, Reports reports) {
        this.current = current;
        this.runs = runs;
        this.reports = reports;
    }

    @GetMapping("/runs/{run}/report.html")
    ResponseEntity<String> html(@PathVariable String run) {
        return answer(run, "text/html;charset=UTF-8", null, page(run).html());
    }

    @GetMapping("/runs/{run}/report.md")
    ResponseEntity<String> markdown(@PathVariable String run) {
        return answer(run, "text/markdown;charset=UTF-8", "md", page(run).markdown());
    }

    @GetMapping("/runs/{run}/report.json")
    ResponseEntity<Report> json(@PathVariable String run) {
        Report report = seen(run);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + run + ".json\"")
                .body(report);
    }

    private static ResponseEntity<String> answer(String run, String type, @Nullable String ending, String body) {
        // One file that can be kept: its style is within it, and nothing else is let in.
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY)
                .contentType(MediaType.parseMediaType(type));
        if (ending != null) {
            answer.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + run + "." + ending + "\"");
        }
        return answer.body(body);
    }

    private ReportPage page(String run) {
        return new ReportPage(seen(run), current.get().zone());
    }

    private Report seen(String run) {
        // What a server said of a failure is only for those who see rows.
        RunStatus seen = runs.status(current.get(), run);
        return reports.of(seen.runId()).with(seen);
    }
}
