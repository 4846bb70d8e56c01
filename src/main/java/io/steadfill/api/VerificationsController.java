package io.steadfill.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.api.answer.Answer;
import io.steadfill.api.answer.Idempotency;
import io.steadfill.api.answer.Links;
import io.steadfill.api.refusal.Refusals;
import io.steadfill.desk.VerificationDesk;
import io.steadfill.run.proof.Verification;
import io.steadfill.verify.walk.Extent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Asking the data of a run again, which may take as long as reading its table does. */
@RestController
@Tag(name = "Runs")
@RequestMapping(Links.BASE + "/runs/{id}")
@ConditionalOnWebApplication
class VerificationsController {

    private final CurrentOperator current;
    private final VerificationDesk verifications;
    private final Idempotency idempotency;

    VerificationsController(CurrentOperator current, VerificationDesk verifications, Idempotency idempotency) {
        this.current = current;
        this.verifications = verifications;
        this.idempotency = idempotency;
    }

    /** @param recompute {@code sample} or {@code all}: also do the work again, without writing, and compare */
    record Look(@Nullable String recompute) {}

    /** A verification with the address at which it can be asked for. */
    record Looked(
            @JsonUnwrapped @JsonInclude(JsonInclude.Include.NON_NULL)
            Verification verification,

            Map<String, String> links) {

        static Looked of(Verification one) {
            return new Looked(one, Map.of("self", at(one), "run", Links.run(one.runId())));
        }
    }

    /** The newest first. */
    record LookedList(List<Looked> verifications) {}

    @Operation(summary = "Ask the data of a run again")
    @PostMapping("/verify")
    ResponseEntity<Object> verify(
            @PathVariable("id") String id,
            @RequestBody(required = false) @Nullable Look body,
            HttpServletRequest request) {
        Operator who = current.get();
        @Nullable Extent extent = extent(body == null ? null : body.recompute());
        return idempotency.once(who, request, body, () -> {
            Verification begun = verifications.begin(who, id, extent);
            return new Answer(202, at(begun), null, Looked.of(begun));
        });
    }

    @Operation(summary = "List verifications of a run")
    @GetMapping("/verifications")
    LookedList list(@PathVariable("id") String id) {
        return new LookedList(
                verifications.list(current.get(), id).stream().map(Looked::of).toList());
    }

    @Operation(summary = "Look at a verification")
    @GetMapping("/verifications/{verification}")
    Looked one(@PathVariable("id") String id, @PathVariable("verification") String verification) {
        return Looked.of(verifications.one(current.get(), id, verification));
    }

    private static String at(Verification one) {
        return Links.run(one.runId()) + "/verifications/" + one.id();
    }

    private static @Nullable Extent extent(@Nullable String recompute) {
        if (recompute == null) {
            return null;
        }
        return switch (recompute) {
            case "sample" -> Extent.SAMPLE;
            case "all" -> Extent.ALL;
            default -> throw Refusals.parameter("recompute", recompute, "sample or all, or leave it out");
        };
    }
}
