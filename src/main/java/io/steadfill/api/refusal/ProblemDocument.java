package io.steadfill.api.refusal;

import io.steadfill.api.answer.Links;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A refusal as RFC 9457 writes it: what it is, what to do next, the facts, and where to read more. */
public final class ProblemDocument {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProblemDocument() {}

    static Map<String, Object> of(ProblemException refusal) {
        Map<String, Object> document = refusal.document();
        refusal.facts()
                .forEach((name, value) ->
                        document.putIfAbsent(name, name.equals("errors") ? errors(value) : plain(value)));
        Map<String, String> links = links(refusal);
        if (!links.isEmpty()) {
            document.put("links", links);
        }
        return document;
    }

    /** For those who answer before or after Spring's handlers. */
    public static void write(ProblemException refusal, HttpServletResponse response) throws IOException {
        response.setStatus(refusal.problem().status());
        response.setContentType(MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream().write(JSON.writeValueAsBytes(of(refusal)));
    }

    private static Map<String, String> links(ProblemException refusal) {
        Map<String, String> links = new LinkedHashMap<>();
        if (refusal.facts().get("run") instanceof String run && run.matches("[A-Za-z0-9-]+")) {
            links.put("run", Links.run(run));
        }
        if (refusal.facts().get("job") instanceof String job && job.matches("[a-z0-9-]+")) {
            links.put("job", Links.job(job));
        }
        return links;
    }

    private static List<Object> errors(Object value) {
        List<Object> errors = new ArrayList<>();
        if (value instanceof Collection<?> many) {
            many.forEach(one -> errors.add(error(one)));
        }
        return errors;
    }

    private static Map<String, Object> error(Object one) {
        Map<String, Object> error = new LinkedHashMap<>();
        if (one instanceof Complaint complaint) {
            error.put(
                    "pointer",
                    complaint.path().isEmpty() ? "" : "/" + complaint.path().replace('.', '/'));
            error.put("detail", complaint.message() + (complaint.cure() == null ? "" : "; " + complaint.cure()));
            error.put("file", complaint.file());
            error.put("line", complaint.line());
            error.put("column", complaint.column());
        } else if (one instanceof Map<?, ?> map) {
            map.forEach((name, value) -> error.put(String.valueOf(name), plain(String.valueOf(name), value)));
        } else {
            error.put("detail", String.valueOf(one));
        }
        return error;
    }

    private static Object plain(String name, Object value) {
        return name.equals("line") || name.equals("column") ? value : plain(value);
    }

    private static Object plain(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : String.valueOf(value);
    }
}
