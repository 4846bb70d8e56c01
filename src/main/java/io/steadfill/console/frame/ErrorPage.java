package io.steadfill.console.frame;

import io.steadfill.problem.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What a browser sees where no page was reached at all: an unknown address, a form that was open for too long. */
@Controller
@ControllerAdvice
@ConditionalOnWebApplication
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorPage {

    private final Frames frames;

    ErrorPage(Frames frames) {
        this.frames = frames;
    }

    @RequestMapping(path = "${spring.web.error.path:${error.path:/error}}", produces = MediaType.TEXT_HTML_VALUE)
    String error(HttpServletRequest request, HttpServletResponse response, Model model) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer number ? number : 404;
        response.setStatus(code);
        model.addAttribute("status", code);
        if (code != HttpStatus.SERVICE_UNAVAILABLE.value()) {
            model.addAttribute("frame", frames.ifSignedIn());
        }
        return "error";
    }

    /** An address that nothing answers, asked for by a browser; programs get a problem document. */
    @ExceptionHandler(NoResourceFoundException.class)
    Object nothingHere(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        boolean browser = accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
        if (browser && !request.getRequestURI().startsWith("/api/")) {
            return new ModelAndView("error", HttpStatus.NOT_FOUND)
                    .addObject("status", 404)
                    .addObject("frame", frames.ifSignedIn());
        }
        Problem nowhere = Problem.PATH_NOT_FOUND;
        return ResponseEntity.status(nowhere.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Map.of(
                        "type", "/problems/" + nowhere.code(),
                        "title", nowhere.title(),
                        "status", nowhere.status(),
                        "code", nowhere.code(),
                        "detail", "there is nothing at this address; /api/v1 lists what there is"));
    }
}
