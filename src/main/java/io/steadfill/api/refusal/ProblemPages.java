package io.steadfill.api.refusal;

import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemTexts;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** A page for every problem: where a problem document's {@code type} leads. For people as HTML, for programs as JSON. */
@RestController
@ConditionalOnWebApplication
@Hidden
class ProblemPages {

    /** A problem as JSON. */
    record Page(String type, String code, String title, int status, int exitCode, String meaning, List<String> cures) {

        static Page of(Problem problem) {
            ProblemTexts texts = ProblemTexts.of(problem);
            return new Page(
                    "/problems/" + problem.code(),
                    problem.code(),
                    problem.title(),
                    problem.status(),
                    problem.exitCode(),
                    texts.meaning(),
                    texts.cures());
        }
    }

    @GetMapping("/problems")
    ResponseEntity<Object> all(@RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        List<Problem> problems = Arrays.asList(Problem.values());
        if (!wantsHtml(accept)) {
            return json(problems.stream().map(Page::of).toList());
        }
        StringBuilder list = new StringBuilder("<h1>Problems</h1>\n<ul>\n");
        problems.forEach(problem -> list.append("<li><a href=\"/problems/")
                .append(problem.code())
                .append("\"><code>")
                .append(problem.code())
                .append("</code></a> ")
                .append(escaped(problem.title()))
                .append("</li>\n"));
        return html("Problems", list.append("</ul>\n").toString());
    }

    @GetMapping("/problems/{code}")
    ResponseEntity<Object> one(
            @PathVariable("code") String code,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        List<String> codes = Arrays.stream(Problem.values()).map(Problem::code).toList();
        Problem problem = Problem.ofCode(code)
                .orElseThrow(() -> Problem.PATH_NOT_FOUND
                        .with("code", code)
                        .says("there is no problem '" + code + "'; "
                                + Nearest.to(code, codes)
                                        .map(near -> "did you mean '" + near + "'?")
                                        .orElse("/problems lists them all")));
        Page page = Page.of(problem);
        if (!wantsHtml(accept)) {
            return json(page);
        }
        StringBuilder body = new StringBuilder("<h1>" + escaped(page.title()) + "</h1>\n")
                .append("<p><code>")
                .append(page.code())
                .append("</code>, HTTP status ")
                .append(page.status())
                .append(", exit code ")
                .append(page.exitCode())
                .append("</p>\n<h2>What it means</h2>\n<p>")
                .append(marked(page.meaning()))
                .append("</p>\n<h2>What to do</h2>\n<ol>\n");
        page.cures().forEach(cure -> body.append("<li>").append(marked(cure)).append("</li>\n"));
        return html(
                page.title(),
                body.append("</ol>\n<p><a href=\"/problems\">All problems</a></p>\n")
                        .toString());
    }

    private static boolean wantsHtml(@Nullable String accept) {
        return accept != null && accept.contains("text/html");
    }

    private static ResponseEntity<Object> json(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private static ResponseEntity<Object> html(String title, String body) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .body("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                        + escaped(title) + " - Steadfill</title>\n</head>\n<body>\n<main>\n" + body
                        + "</main>\n</body>\n</html>\n");
    }

    /** Text in backticks is code. */
    private static String marked(String text) {
        return escaped(text).replaceAll("`([^`]+)`", "<code>$1</code>");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }
}
