package io.steadfill.api.approval;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.api.answer.Answer;
import io.steadfill.api.answer.Idempotency;
import io.steadfill.api.answer.Links;
import io.steadfill.api.request.Paging;
import io.steadfill.api.request.Texts;
import io.steadfill.approval.standing.Standing;
import io.steadfill.desk.approval.StandingDesk;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
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

/** Approvers' words for all nights of a job. */
@RestController
@Tag(name = "Approvals")
@RequestMapping(Links.BASE + "/standing-approvals")
@ConditionalOnWebApplication
class StandingController {

    private static final int LIMIT_MAX = 200;

    private final CurrentOperator current;
    private final StandingDesk standing;
    private final Idempotency idempotency;

    StandingController(CurrentOperator current, StandingDesk standing, Idempotency idempotency) {
        this.current = current;
        this.standing = standing;
        this.idempotency = idempotency;
    }

    /** Words for nights. */
    record StandingList(List<Standing> standing) {}

    /**
     * A word that is given.
     *
     * @param hash what the approver was shown; must be given
     * @param why must be given
     * @param lasts such as {@code 90d}; must be given
     */
    record Given(
            @Nullable String hash,
            @Nullable String why,
            @Nullable String lasts) {}

    /** A word that is taken back, with the reason. */
    record Back(@Nullable String why) {}

    @Operation(summary = "List words for all nights of jobs")
    @GetMapping
    StandingList list(
            @RequestParam(name = "all", defaultValue = "false") boolean all,
            @RequestParam(name = "limit", defaultValue = "50") int limit) {
        Paging.check(limit, LIMIT_MAX);
        return new StandingList(standing.list(current.get(), all, limit));
    }

    @Operation(summary = "Look at the words for the nights of a job")
    @GetMapping("/{job}")
    StandingDesk.Nights one(@PathVariable("job") String job) {
        return standing.nights(current.get(), job);
    }

    @Operation(summary = "Say yes to all nights of a job")
    @PostMapping("/{job}/actions/give")
    ResponseEntity<Object> give(@PathVariable("job") String job, @RequestBody Given given, HttpServletRequest request) {
        Operator who = current.get();
        String why = Texts.why(given.why());
        String hash = given.hash();
        @Nullable Duration lasts = Texts.duration("lasts", given.lasts());
        if (hash == null) {
            throw Texts.refused(
                    "hash", "say which hash you saw: it stands at " + Links.BASE + "/standing-approvals/" + job);
        }
        if (lasts == null) {
            throw Texts.refused("lasts", "say how long it holds, such as 90d");
        }
        return idempotency.once(
                who, request, given, () -> new Answer(200, null, null, standing.give(who, job, hash, why, lasts)));
    }

    @Operation(summary = "Take back a word for all nights")
    @PostMapping("/{job}/actions/revoke")
    ResponseEntity<Object> revoke(@PathVariable("job") String job, @RequestBody Back back, HttpServletRequest request) {
        Operator who = current.get();
        String why = Texts.why(back.why());
        return idempotency.once(who, request, back, () -> new Answer(200, null, null, standing.revoke(who, job, why)));
    }
}
