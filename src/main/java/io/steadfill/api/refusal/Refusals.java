package io.steadfill.api.refusal;

import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Puts into words what is wrong with a request. */
public final class Refusals {

    private Refusals() {}

    /** A body that cannot be read: no JSON, a wrong type, an unknown name; each with its place. */
    static ProblemException of(HttpMessageNotReadableException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
        }
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return of(json);
            }
        }
        return Problem.REQUEST_INVALID.says(
                "this address wants a body of JSON: send one, if only {}, with Content-Type: application/json", error);
    }

    private static ProblemException of(JacksonException error) {
        String pointer = pointer(error.getPath());
        String detail = detail(error);
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("pointer", pointer);
        place.put("detail", detail);
        TokenStreamLocation at = error.getLocation();
        if (at != null && at.getLineNr() > 0) {
            place.put("line", at.getLineNr());
            place.put("column", Math.max(1, at.getColumnNr()));
        }
        return Problem.REQUEST_INVALID
                .with("errors", List.of(place))
                .says((pointer.isEmpty() ? "" : pointer + ": ") + detail, error);
    }

    private static String detail(JacksonException error) {
        if (error instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> ids = unknown.getKnownPropertyIds();
            List<String> known = ids == null
                    ? List.of()
                    : ids.stream().map(String::valueOf).sorted().toList();
            return "unknown name '" + unknown.getPropertyName() + "'; "
                    + Nearest.cure(unknown.getPropertyName(), known);
        }
        if (error instanceof InvalidFormatException format) {
            return "'" + format.getValue() + "' is no " + type(format.getTargetType());
        }
        if (error instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return String.valueOf(refused.getCause().getMessage());
        }
        if (error instanceof MismatchedInputException mismatch) {
            return error.getMessage() != null && error.getMessage().startsWith("No content")
                    ? "the body is empty: send JSON, if only {}"
                    : "this should be " + article(type(mismatch.getTargetType()));
        }
        return "this is no JSON: "
                + error.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
    }

    private static String article(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    private static String type(@Nullable Class<?> type) {
        if (type == null) {
            return "value of another type";
        }
        if (type == String.class) {
            return "text, in quotes";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false, without quotes";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "number, without quotes";
        }
        if (type.isEnum()) {
            return "value out of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        return Collection.class.isAssignableFrom(type) ? "list in brackets" : "object in braces";
    }

    private static String pointer(List<JacksonException.Reference> path) {
        List<String> steps = new ArrayList<>();
        path.forEach(step ->
                steps.add(step.getPropertyName() != null ? step.getPropertyName() : String.valueOf(step.getIndex())));
        return steps.isEmpty()
                ? ""
                : "/"
                        + steps.stream()
                                .map(step -> step.replace("~", "~0").replace("/", "~1"))
                                .collect(Collectors.joining("/"));
    }

    /** A value in the address that is none of what it can be. */
    public static ProblemException parameter(String name, String value, String expected) {
        return Problem.REQUEST_INVALID
                .with("parameter", name)
                .with("value", value)
                .says("'" + value + "' is no " + name + ": write " + expected);
    }
}
