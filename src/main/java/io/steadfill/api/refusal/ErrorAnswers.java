package io.steadfill.api.refusal;

import io.steadfill.api.answer.Links;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what was refused before any handler saw it, such as an address full of tricks. */
@RestController
@ConditionalOnWebApplication
@Hidden
class ErrorAnswers implements ErrorController {

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        ProblemException refusal = refusal(status instanceof Integer code ? code : 404, String.valueOf(path));
        return ResponseEntity.status(status instanceof Integer code ? code : 404)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDocument.of(refusal));
    }

    static ProblemException refusal(int status, String path) {
        return switch (status) {
            case 401 -> Problem.NOT_SIGNED_IN.says("say who you are: by a bearer token, or by name and password");
            case 403 -> Problem.NOT_PERMITTED.says("you may not do this: ask an admin for the role");
            case 404 -> ProblemAdvice.nowhere(path);
            case 405 -> Problem.METHOD_NOT_ALLOWED.says("this address does not take this method");
            case 413 -> Problem.BODY_TOO_LARGE.says("the request is larger than anything this server takes");
            case 415 -> Problem.MEDIA_TYPE_UNSUPPORTED.says("send JSON, with Content-Type: application/json");
            case 503 ->
                Problem.DATABASE_UNREACHABLE.says(
                        "the control database does not answer; nothing was changed by this request, try again in a moment");
            default ->
                status >= 500
                        ? Problem.INTERNAL.says("something went wrong inside; the server's log says more")
                        : Problem.REQUEST_INVALID.says(
                                "the address or a header holds characters that are refused: write a plain address, as "
                                        + Links.BASE + " lists them");
        };
    }
}
