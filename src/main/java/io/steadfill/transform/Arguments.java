package io.steadfill.transform;

import io.steadfill.definition.Identifier;
import io.steadfill.definition.TransformCall;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of a call and refuses, by name, those that are unknown, missing or of the wrong type. */
public final class Arguments {

    private final TransformCall call;
    private final List<String> known;

    private Arguments(TransformCall call, List<String> known) {
        this.call = call;
        this.known = known;
    }

    /**
     * @param known all arguments that this transform has
     * @throws ProblemException when the call has another one
     */
    public static Arguments of(TransformCall call, String... known) {
        Arguments arguments = new Arguments(call, List.of(known));
        for (String given : call.arguments().keySet()) {
            if (!arguments.known.contains(given)) {
                throw arguments.refuse(
                        given, "has no argument '" + given + "'; " + Nearest.cure(given, arguments.known));
            }
        }
        return arguments;
    }

    public boolean has(String name) {
        return call.arguments().containsKey(name);
    }

    /** A column's name. */
    public Identifier column(String name) {
        return new Identifier(text(name));
    }

    public String text(String name) {
        return optionalText(name)
                .orElseThrow(() -> refuse(name, "needs the argument '" + name + "'; it takes " + taken()));
    }

    public Optional<String> optionalText(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        Object value = call.arguments().get(name);
        if (!(value instanceof String text)) {
            throw wrongType(name, "a text", value);
        }
        if (text.isBlank()) {
            throw refuse(name, "got an empty '" + name + "'; give it a value or leave it out");
        }
        return Optional.of(text);
    }

    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        Object value = call.arguments().get(name);
        if (!(value instanceof Boolean flag)) {
            throw wrongType(name, "true or false", value);
        }
        return flag;
    }

    /** One of the constants of {@code otherwise}'s type, written in kebab-case. */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        return has(name) ? choice(name, otherwise.getDeclaringClass()) : otherwise;
    }

    /** The same, where the call must say which. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> choices.put(kebab(constant), constant));
        if (!has(name)) {
            throw refuse(name, "needs the argument '" + name + "': " + String.join(" or ", choices.keySet()));
        }
        Object value = call.arguments().get(name);
        if (!(value instanceof String written)) {
            throw wrongType(name, String.join(" or ", choices.keySet()), value);
        }
        E chosen = choices.get(written);
        if (chosen == null) {
            throw refuse(
                    name,
                    "cannot take '" + shown(written) + "' for '" + name + "'; "
                            + Nearest.cure(written, choices.keySet()));
        }
        return chosen;
    }

    /** A map of texts to texts. */
    public Map<String, String> texts(String name) {
        if (!(call.arguments().get(name) instanceof Map<?, ?> map)) {
            throw wrongType(name, "a map of texts", call.arguments().get(name));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String from && value instanceof String to)) {
                throw refuse(name, "wants texts in '" + name + "': put '" + shown(key) + "' and its value in quotes");
            }
            texts.put(from, to);
        });
        return texts;
    }

    /** A refusal about one argument; {@code what} goes on from the transform's name. */
    public ProblemException refuse(String argument, String what) {
        return Problem.TRANSFORM_INVALID
                .with("transform", call.name())
                .with("argument", argument)
                .says("transform '" + call.name() + "' " + what);
    }

    private ProblemException wrongType(String name, String wanted, @Nullable Object value) {
        return refuse(
                name,
                "wants " + wanted + " for '" + name + "', not " + kind(value)
                        + (value instanceof Number || value instanceof Boolean
                                ? "; put it in quotes if a text is meant"
                                : ""));
    }

    private String taken() {
        return String.join(", ", known);
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof Map) {
            return "a map";
        }
        return value instanceof List ? "a list" : "'" + shown(value) + "'";
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
