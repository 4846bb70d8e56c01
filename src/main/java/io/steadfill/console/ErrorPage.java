package io.steadfill.console;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** What a browser sees where no page was reached at all: an unknown address, a form that was open for too long. */
@Controller
@ConditionalOnWebApplication
class ErrorPage {

    @RequestMapping(path = "${spring.web.error.path:${error.path:/error}}", produces = MediaType.TEXT_HTML_VALUE)
    String error(HttpServletRequest request, HttpServletResponse response, Model model) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer number ? number : 404;
        response.setStatus(code);
        model.addAttribute("status", code);
        return "error";
    }
}
