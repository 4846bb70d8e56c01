package io.steadfill.definition.parameter;

import io.steadfill.definition.yaml.Complaints;
import io.steadfill.definition.yaml.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The {@code parameters} of a job file. */
public final class ParameterReading {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private ParameterReading() {}

    public static List<Parameter> read(Tree.Mapping root, Complaints complaints) {
        List<Parameter> parameters = new ArrayList<>();
        if (root.get("parameters") instanceof Tree.Mapping all) {
            all.values().forEach((name, value) -> {
                Parameter parameter = value instanceof Tree.Mapping one ? one(all, name, one, complaints) : null;
                if (parameter != null) {
                    parameters.add(parameter);
                }
            });
        }
        return parameters;
    }

    private static @Nullable Parameter one(Tree.Mapping all, String name, Tree.Mapping one, Complaints complaints) {
        if (name.equals(ParameterText.STARTED)) {
            complaints.add(
                    all.placeOf(name),
                    one.path(),
                    "':started' is always there: the run's own start",
                    "take another name");
            return null;
        }
        Optional<Parameter.Type> type = scalar(one, "type").flatMap(ParameterReading::type);
        if (type.isEmpty() || !NAME.matcher(name).matches()) {
            return null;
        }
        String fallback = scalar(one, "default")
                .filter(at -> at.kind() != Tree.Kind.NULL && at.kind() != Tree.Kind.EMPTY)
                .map(Tree.Scalar::text)
                .orElse(null);
        Tree at = one.get("default");
        if (at != null
                && fallback != null
                && ParameterText.parse(type.get(), fallback).isEmpty()) {
            complaints.add(
                    at,
                    "the default " + at.shown() + " of ':" + name + "' is no "
                            + type.get().name().toLowerCase(Locale.ROOT),
                    "write " + ParameterText.expected(type.get()));
        }
        return new Parameter(
                name,
                type.get(),
                fallback,
                scalar(one, "description").map(Tree.Scalar::text).orElse(null));
    }

    private static Optional<Parameter.Type> type(Tree.Scalar at) {
        return Stream.of(Parameter.Type.values())
                .filter(type -> type.name().toLowerCase(Locale.ROOT).equals(at.text()))
                .findFirst();
    }

    private static Optional<Tree.Scalar> scalar(Tree.Mapping one, String key) {
        return one.get(key) instanceof Tree.Scalar scalar ? Optional.of(scalar) : Optional.empty();
    }
}
