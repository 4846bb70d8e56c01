package io.steadfill.console.frame;

import io.steadfill.access.CurrentOperator;
import io.steadfill.control.Away;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Every refusal of the console is a page of its own, with the status that REST would give. */
@ControllerAdvice(basePackages = "io.steadfill.console")
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE)
class Refusals {

    private static final String TRY_AGAIN_SECONDS = "30";

    private final CurrentOperator current;
    private final Frames frames;

    Refusals(CurrentOperator current, Frames frames) {
        this.current = current;
        this.frames = frames;
    }

    @ExceptionHandler
    Object refused(ProblemException refused, HttpServletRequest request) {
        if (request.getRequestURI().startsWith("/events/")) {
            return ofStream(refused);
        }
        return new ModelAndView(
                "problem",
                Map.of("frame", frames.of(current.get(), "/"), "problem", ProblemView.of(refused, back(request))),
                HttpStatusCode.valueOf(refused.problem().status()));
    }

    /** The control database does not answer: whoever asked stays signed in, and asks again. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    Object away(RuntimeException error, HttpServletRequest request, HttpServletResponse response) {
        if (!Away.is(error)) {
            throw error;
        }
        if (request.getRequestURI().startsWith("/events/")) {
            return ofStream(Problem.DATABASE_UNREACHABLE.says("the control database does not answer", error));
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, TRY_AGAIN_SECONDS);
        return new ModelAndView(
                "error", Map.of("status", HttpStatus.SERVICE_UNAVAILABLE.value()), HttpStatus.SERVICE_UNAVAILABLE);
    }

    /** Nobody reads what a page's own stream is answered; its script tries again. */
    private static ResponseEntity<String> ofStream(ProblemException refused) {
        return ResponseEntity.status(refused.problem().status())
                .header(HttpHeaders.RETRY_AFTER, TRY_AGAIN_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemView.of(refused, null).json());
    }

    /** Only a path of our own: an address in a header is anybody's. */
    private static @Nullable String back(HttpServletRequest request) {
        String referrer = request.getHeader("Referer");
        if (referrer == null) {
            return null;
        }
        try {
            String path = URI.create(referrer).getPath();
            return path == null || !path.startsWith("/") || path.startsWith("//") ? null : path;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
