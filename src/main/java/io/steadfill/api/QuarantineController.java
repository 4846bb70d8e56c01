package io.steadfill.api;

import io.steadfill.access.CurrentOperator;
import io.steadfill.api.answer.Links;
import io.steadfill.api.refusal.Refusals;
import io.steadfill.api.request.Paging;
import io.steadfill.desk.QuarantineDoor;
import io.steadfill.quarantine.QuarantineEntry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rows that a run could not take, as JSON or as a table for a spreadsheet. */
@RestController
@Tag(name = "Runs")
@RequestMapping(Links.BASE + "/runs/{id}/quarantine")
@ConditionalOnWebApplication
class QuarantineController {

    private static final int LIMIT_MAX = 1_000;
    private static final String CSV = "text/csv";

    private final CurrentOperator current;
    private final QuarantineDoor quarantine;

    QuarantineController(CurrentOperator current, QuarantineDoor quarantine) {
        this.current = current;
        this.quarantine = quarantine;
    }

    /**
     * A quarantined row.
     *
     * @param key masked for those who may not see rows' values; the id still names the row
     */
    record Row(
            String id,
            String key,
            String state,
            int attempts,
            String reason,
            @Nullable String sqlState,
            String error,
            String advice,
            Instant firstAt,
            Instant lastAt) {

        static Row of(QuarantineEntry entry) {
            return new Row(
                    entry.id(),
                    entry.row().key().toString(),
                    entry.state(),
                    entry.attempts(),
                    entry.row().reason(),
                    entry.row().sqlState(),
                    entry.row().error(),
                    entry.advice(),
                    entry.firstAt(),
                    entry.lastAt());
        }
    }

    /** A page of rows in the order they came. */
    record RowList(List<Row> rows, Map<String, String> links) {}

    @Operation(summary = "List the rows that a run could not take")
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, CSV})
    ResponseEntity<Object> list(
            @PathVariable("id") String id,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            HttpServletRequest request,
            HttpServletResponse response) {
        Paging.check(limit, LIMIT_MAX);
        if (cursor != null && !cursor.matches("[0-9a-f]{64}")) {
            throw Refusals.parameter("cursor", cursor, "the one that the page before names, or leave it out");
        }
        List<QuarantineEntry> page = quarantine.page(current.get(), id, cursor, limit);
        List<Row> rows = page.stream().map(Row::of).toList();
        Map<String, String> links = Paging.next(
                request,
                response,
                rows.size() < limit ? null : rows.get(rows.size() - 1).id());
        if (accept != null && accept.contains(CSV)) {
            return ResponseEntity.ok()
                    .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"quarantine-" + id + ".csv\"")
                    .body(csv(rows));
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new RowList(rows, links));
    }

    private static String csv(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                List.of(
                        "id",
                        "key",
                        "state",
                        "attempts",
                        "reason",
                        "sqlState",
                        "error",
                        "advice",
                        "firstAt",
                        "lastAt"));
        rows.forEach(row -> line(
                text,
                List.of(
                        row.id(),
                        row.key(),
                        row.state(),
                        String.valueOf(row.attempts()),
                        row.reason(),
                        row.sqlState() == null ? "" : row.sqlState(),
                        row.error(),
                        row.advice(),
                        row.firstAt().toString(),
                        row.lastAt().toString())));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(String.join(
                        ",", cells.stream().map(QuarantineController::cell).toList()))
                .append("\r\n");
    }

    /** A value that a spreadsheet would take for a formula is told apart by an apostrophe: rows are not ours to trust. */
    static String cell(String value) {
        boolean formula = !value.isEmpty() && "=+-@\t\r\n|".indexOf(value.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + value.replace("\"", "\"\"").replace("\u0000", "") + "\"";
    }
}
