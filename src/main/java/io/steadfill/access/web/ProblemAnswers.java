package io.steadfill.access.web;

import io.steadfill.access.signin.InvalidSignIn;
import io.steadfill.access.signin.TooManyTries;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import tools.jackson.databind.json.JsonMapper;

/** Refuses as problem documents, as every other refusal of the API is. */
final class ProblemAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final JsonMapper json;

    ProblemAnswers(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        if (refused instanceof TooManyTries many) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(many.seconds()));
            write(
                    response,
                    Problem.TOO_MANY_TRIES
                            .with("retryAfter", many.seconds())
                            .says("wait " + many.seconds() + " s, then try again with the right password or token"));
            return;
        }
        // Not Basic: a browser would ask for a password in a window of its own, over the console.
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        write(
                response,
                Problem.NOT_SIGNED_IN.says(
                        refused instanceof InvalidSignIn wrong
                                ? wrong.says()
                                : "send a token as 'Authorization: Bearer ...', or name and password by HTTP Basic"));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        write(response, Problem.NOT_PERMITTED.says("your role does not allow this: ask an admin for another"));
    }

    private void write(HttpServletResponse response, ProblemException problem) throws IOException {
        Map<String, Object> document = problem.document();
        document.putAll(problem.facts());
        response.setStatus(problem.problem().status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsString(document).getBytes(StandardCharsets.UTF_8));
    }
}
