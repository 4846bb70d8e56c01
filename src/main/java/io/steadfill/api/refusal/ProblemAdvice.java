package io.steadfill.api.refusal;

import io.steadfill.api.answer.Links;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every refusal as a problem document, whoever refused. Nothing of a stack trace gets out; what nobody foresaw is in the log under a number. */
@RestControllerAdvice
@Order(ProblemAdvice.LAST)
@ConditionalOnWebApplication
class ProblemAdvice {

    /** Other rooms may answer their own pages' errors first. */
    static final int LAST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String SECURITY = "org.springframework.security.";

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(ProblemException refusal, HttpServletRequest request) {
        if (refusal.problem() == Problem.INTERNAL) {
            return unforeseen(refusal, request);
        }
        return answer(refusal);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException error) {
        return answer(Refusals.of(error));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> mismatch(MethodArgumentTypeMismatchException error) {
        Class<?> type = error.getRequiredType();
        boolean number = type == int.class || type == long.class || type == Integer.class || type == Long.class;
        return answer(Refusals.parameter(
                error.getName(), String.valueOf(error.getValue()), number ? "a whole number" : "true or false"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> missing(ServletRequestBindingException error) {
        return answer(Problem.REQUEST_INVALID.says(
                String.valueOf(error.getBody().getDetail()) + " See the description of this address at " + Links.BASE
                        + "/openapi",
                error));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> method(HttpRequestMethodNotSupportedException error) {
        String allowed = error.getSupportedHttpMethods() == null
                ? "GET"
                : error.getSupportedHttpMethods().stream()
                        .map(HttpMethod::name)
                        .sorted()
                        .collect(Collectors.joining(", "));
        ProblemException refusal = Problem.METHOD_NOT_ALLOWED
                .with("method", error.getMethod())
                .with("methods", allowed)
                .says(error.getMethod() + " is not understood here: this address takes " + allowed);
        return ResponseEntity.status(refusal.problem().status())
                .header(HttpHeaders.ALLOW, allowed)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDocument.of(refusal));
    }

    @ExceptionHandler({HttpMediaTypeNotSupportedException.class, MultipartException.class})
    ResponseEntity<Map<String, Object>> format(Exception error) {
        return answer(Problem.MEDIA_TYPE_UNSUPPORTED.says("send JSON, with Content-Type: application/json", error));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> acceptable(HttpMediaTypeNotAcceptableException error) {
        String offered = error.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .distinct()
                .collect(Collectors.joining(", "));
        return answer(Problem.NOT_ACCEPTABLE
                .with("formats", offered)
                .says("this answer can be given as " + offered + ": ask for that by Accept, or leave Accept out"));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> nowhere(NoResourceFoundException error, HttpServletRequest request) {
        return answer(nowhere(request.getRequestURI()));
    }

    static ProblemException nowhere(String path) {
        return Problem.PATH_NOT_FOUND
                .with("path", path)
                .says("there is nothing at this address; " + Links.BASE + " lists what there is");
    }

    /** The control database, in most cases: its loss is nobody's mistake, and passes. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Map<String, Object>> away(Exception error, HttpServletRequest request) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            boolean lost = cause instanceof SQLException sql
                    && Objects.requireNonNullElse(sql.getSQLState(), "").startsWith("08");
            boolean connection = lost || cause instanceof SQLTransientConnectionException;
            if (connection) {
                LOG.warn("a database does not answer: {}", cause.getMessage());
                return answer(Problem.DATABASE_UNREACHABLE.says(
                        "a database does not answer; nothing was changed by this request, try again in a moment",
                        error));
            }
        }
        return unforeseen(error, request);
    }

    /** Nobody is left to read an answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException error) {
        LOG.debug("a client went away: {}", error.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unforeseen(Exception error, HttpServletRequest request) {
        if (error.getClass().getName().startsWith(SECURITY) && error instanceof RuntimeException security) {
            // The security filters answer these.
            throw security;
        }
        String report = UUID.randomUUID().toString();
        LOG.error("report {}: {} {} failed", report, request.getMethod(), request.getRequestURI(), error);
        return answer(Problem.INTERNAL
                .with("report", report)
                .says("something went wrong inside; the server's log has it as report " + report));
    }

    private static ResponseEntity<Map<String, Object>> answer(ProblemException refusal) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(refusal.problem().status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (refusal.problem().exitCode() == Problem.LEASE_BUSY.exitCode()
                || refusal.problem().status() == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, "5");
        }
        return answer.body(ProblemDocument.of(refusal));
    }
}
