package io.steadfill.api.approval;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.api.answer.Answer;
import io.steadfill.api.answer.Idempotency;
import io.steadfill.api.answer.Links;
import io.steadfill.api.request.Paging;
import io.steadfill.api.request.Texts;
import io.steadfill.approval.Approval;
import io.steadfill.desk.approval.ApprovalDesk;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits for a second person, and that person's word. */
@RestController
@Tag(name = "Approvals")
@RequestMapping(Links.BASE + "/approvals")
@ConditionalOnWebApplication
class ApprovalsController {

    private static final int LIMIT_MAX = 200;

    private final CurrentOperator current;
    private final ApprovalDesk approvals;
    private final Idempotency idempotency;

    ApprovalsController(CurrentOperator current, ApprovalDesk approvals, Idempotency idempotency) {
        this.current = current;
        this.approvals = approvals;
        this.idempotency = idempotency;
    }

    /** @param allowed the decisions that the asker may give now */
    record Asked(Approval approval, List<String> allowed) {}

    /** Requests for approval. */
    record AskedList(List<Asked> approvals) {}

    /**
     * A decision.
     *
     * @param why needed for a no, and for a yes that is given alone
     * @param hash what the approver was shown; another one since then is refused
     */
    record Word(@Nullable String why, @Nullable String hash) {}

    @Operation(summary = "List requests for approval")
    @GetMapping
    AskedList list(
            @RequestParam(name = "all", defaultValue = "false") boolean all,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Paging.check(limit, LIMIT_MAX);
        Operator who = current.get();
        List<Approval> found = all ? approvals.history(who, limit) : approvals.open(who, limit);
        return new AskedList(
                found.stream().map(approval -> asked(who, approval)).toList());
    }

    @Operation(summary = "Look at a request")
    @GetMapping("/{id}")
    Asked one(@PathVariable("id") String id) {
        Operator who = current.get();
        return asked(who, approvals.one(who, id));
    }

    @Operation(summary = "Say yes")
    @PostMapping("/{id}/actions/approve")
    ResponseEntity<Object> approve(
            @PathVariable("id") String id,
            @RequestBody(required = false) @Nullable Word word,
            HttpServletRequest request) {
        Operator who = current.get();
        Word said = word == null ? new Word(null, null) : word;
        String why = Texts.why(said.why(), "");
        return idempotency.once(who, request, said, () -> answer(who, approvals.approve(who, id, why, said.hash())));
    }

    @Operation(summary = "Say no")
    @PostMapping("/{id}/actions/refuse")
    ResponseEntity<Object> refuse(@PathVariable("id") String id, @RequestBody Word word, HttpServletRequest request) {
        Operator who = current.get();
        String why = Texts.why(word.why());
        return idempotency.once(who, request, word, () -> answer(who, approvals.refuse(who, id, why)));
    }

    @Operation(summary = "Take back what one asked for")
    @PostMapping("/{id}/actions/withdraw")
    ResponseEntity<Object> withdraw(
            @PathVariable("id") String id,
            @RequestBody(required = false) @Nullable Word word,
            HttpServletRequest request) {
        Operator who = current.get();
        Word said = word == null ? new Word(null, null) : word;
        String why = Texts.why(said.why(), "");
        return idempotency.once(who, request, said, () -> answer(who, approvals.withdraw(who, id, why)));
    }

    @Operation(summary = "Say yes alone")
    @PostMapping("/{id}/actions/break-glass")
    ResponseEntity<Object> breakGlass(
            @PathVariable("id") String id, @RequestBody Word word, HttpServletRequest request) {
        Operator who = current.get();
        String why = Texts.why(word.why());
        return idempotency.once(who, request, word, () -> answer(who, approvals.breakGlass(who, id, why)));
    }

    private Answer answer(Operator who, Approval approval) {
        return new Answer(200, null, null, asked(who, approval));
    }

    private Asked asked(Operator who, Approval approval) {
        return new Asked(
                approval,
                approvals.allowed(who, approval).stream()
                        .map(decision ->
                                decision.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }
}
