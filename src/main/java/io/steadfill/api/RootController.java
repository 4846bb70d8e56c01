package io.steadfill.api;

import io.steadfill.api.answer.Links;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where everything begins: what there is, and how to go on. */
@RestController
@Tag(name = "Entry")
@ConditionalOnWebApplication
class RootController {

    /** The entry. */
    record Root(String says, Map<String, String> links) {}

    @Operation(summary = "What there is")
    @GetMapping(Links.BASE)
    Root root() {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("jobs", Links.BASE + "/jobs");
        links.put("runs", Links.BASE + "/runs");
        links.put("events", Links.BASE + "/events");
        links.put("approvals", Links.BASE + "/approvals");
        links.put("standing-approvals", Links.BASE + "/standing-approvals");
        links.put("schedules", Links.BASE + "/schedules");
        links.put("stops", Links.BASE + "/stops");
        links.put("databases", Links.BASE + "/databases");
        links.put("nodes", Links.BASE + "/nodes");
        links.put("audit", Links.BASE + "/audit");
        links.put("openapi", Links.BASE + "/openapi");
        links.put("problems", "/problems");
        return new Root(
                "Steadfill carries out data migrations. Begin with a job: each answer's 'actions' say what can be done next,"
                        + " by which method and with which body; each refusal's 'detail' says what to do instead.",
                links);
    }
}
