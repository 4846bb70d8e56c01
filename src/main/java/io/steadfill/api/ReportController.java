package io.steadfill.api;

import io.steadfill.access.CurrentOperator;
import io.steadfill.api.answer.Links;
import io.steadfill.desk.RunDesk;
import io.steadfill.report.Report;
import io.steadfill.report.ReportPage;
import io.steadfill.report.Reports;
import io.steadfill.run.status.RunStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One page on a run: JSON, Markdown to file, HTML to print, by the request's {@code Accept}. */
@RestController
@Tag(name = "Runs")
@RequestMapping(Links.BASE + "/runs/{id}/report")
@ConditionalOnWebApplication
class ReportController {

    private final CurrentOperator current;
    private final RunDesk runs;
    private final Reports reports;

    ReportController(CurrentOperator current, RunDesk runs, Reports reports) {
        this.current = current;
        this.runs = runs;
        this.reports = reports;
    }

    @Operation(summary = "Report on a run")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Report json(@PathVariable("id") String id) {
        return seen(id);
    }

    @Operation(summary = "Report on a run")
    @GetMapping(produces = "text/markdown;charset=UTF-8")
    String markdown(@PathVariable("id") String id) {
        return page(id).markdown();
    }

    @Operation(summary = "Report on a run")
    @GetMapping(produces = "text/html;charset=UTF-8")
    String html(@PathVariable("id") String id) {
        return page(id).html();
    }

    private ReportPage page(String id) {
        return new ReportPage(seen(id), current.get().zone());
    }

    private Report seen(String id) {
        RunStatus run = runs.status(current.get(), id);
        return reports.of(run.runId()).with(run);
    }
}
