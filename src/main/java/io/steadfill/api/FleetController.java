package io.steadfill.api;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.api.answer.Links;
import io.steadfill.api.refusal.Refusals;
import io.steadfill.api.request.Paging;
import io.steadfill.audit.AuditQuery;
import io.steadfill.audit.AuditTrail;
import io.steadfill.cluster.node.Nodes;
import io.steadfill.desk.AuditDesk;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is not about one job: the nodes that work, and who said what. */
@RestController
@Tag(name = "Fleet")
@RequestMapping(Links.BASE)
@ConditionalOnWebApplication
class FleetController {

    private final CurrentOperator current;
    private final Nodes nodes;
    private final AuditDesk audit;

    FleetController(CurrentOperator current, Nodes nodes, AuditDesk audit) {
        this.current = current;
        this.nodes = nodes;
        this.audit = audit;
    }

    /** The nodes, by name. */
    record NodeList(List<Nodes.Node> nodes) {}

    /** Words, the newest first. */
    record AuditPage(List<AuditTrail.Entry> entries, Map<String, String> links) {}

    @Operation(summary = "List nodes")
    @GetMapping("/nodes")
    NodeList nodes() {
        Operator who = current.get();
        who.require(Role.VIEWER);
        return new NodeList(nodes.list());
    }

    @Operation(summary = "Read the audit trail")
    @GetMapping("/audit")
    AuditPage audit(
            @RequestParam(name = "run", required = false) @Nullable String run,
            @RequestParam(name = "job", required = false) @Nullable String job,
            @RequestParam(name = "by", required = false) @Nullable String by,
            @RequestParam(name = "verb", required = false) @Nullable String verb,
            @RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "cursor", required = false) @Nullable Long cursor,
            @RequestParam(name = "limit", defaultValue = "50") int limit,
            HttpServletRequest request,
            HttpServletResponse response) {
        Paging.check(limit, 500);
        AuditDesk.Page page =
                audit.page(current.get(), new AuditQuery(run, job, by, verb, instant(since), cursor, limit));
        Long next = page.next();
        return new AuditPage(page.entries(), Paging.next(request, response, next == null ? null : next.toString()));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusals.parameter("since", text, "a moment, such as 2026-01-31T00:00:00Z");
        }
    }
}
