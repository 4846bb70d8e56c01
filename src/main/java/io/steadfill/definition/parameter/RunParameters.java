package io.steadfill.definition.parameter;

import io.steadfill.definition.yaml.SourceText;
import io.steadfill.definition.yaml.Tree;
import io.steadfill.problem.Nearest;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The values of a job's parameters for one run, fixed at launch, with the moment at which it started.
 *
 * @param values by name, sorted: a String, Long, BigDecimal, Boolean, LocalDate or OffsetDateTime each; {@code started} is not among them
 * @param started in UTC and whole microseconds; expressions use it as {@code :started}
 */
public record RunParameters(Map<String, Object> values, OffsetDateTime started) {

    public RunParameters {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        started = ParameterText.moment(started);
    }

    /**
     * Reads what an operator gave.
     *
     * @param given such as {@code cutoff=2020-01-01}, one text a parameter
     * @throws ProblemException {@code parameter-invalid}, naming everything that is wrong
     */
    public static RunParameters parse(List<Parameter> declared, List<String> given, OffsetDateTime started) {
        Map<String, String> texts = new TreeMap<>();
        List<String> errors = new ArrayList<>();
        for (String text : given) {
            int sign = text.indexOf('=');
            if (sign <= 0) {
                errors.add(Tree.Scalar.quoted(text) + " is no parameter; write name=value");
            } else if (texts.put(text.substring(0, sign), text.substring(sign + 1)) != null) {
                errors.add("the parameter '" + text.substring(0, sign) + "' is given twice; leave one out");
            }
        }
        return of(declared, texts, started, errors);
    }

    /**
     * Checks texts by name.
     *
     * @throws ProblemException {@code parameter-invalid}, naming everything that is wrong
     */
    public static RunParameters of(List<Parameter> declared, Map<String, String> texts, OffsetDateTime started) {
        return of(declared, texts, started, new ArrayList<>());
    }

    private static RunParameters of(
            List<Parameter> declared, Map<String, String> texts, OffsetDateTime started, List<String> errors) {
        List<String> names = declared.stream().map(Parameter::name).toList();
        texts.keySet().stream().filter(name -> !names.contains(name)).forEach(name -> errors.add(unknown(name, names)));
        Map<String, Object> values = new TreeMap<>();
        for (Parameter parameter : declared) {
            String text = texts.getOrDefault(parameter.name(), parameter.fallback());
            if (text == null) {
                errors.add("the parameter '" + parameter.name() + "' is missing; give " + parameter.name() + "="
                        + ParameterText.expected(parameter.type()));
            } else {
                ParameterText.parse(parameter.type(), text)
                        .ifPresentOrElse(
                                value -> values.put(parameter.name(), value), () -> errors.add(wrong(parameter, text)));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.PARAMETER_INVALID.with("errors", List.copyOf(errors)).says(String.join("\n", errors));
        }
        return new RunParameters(values, started);
    }

    private static String unknown(String name, List<String> names) {
        return name.equals(ParameterText.STARTED)
                ? "'started' is the run's own start; leave it out"
                : "the job has no parameter " + Tree.Scalar.quoted(name) + "; " + Nearest.cure(name, names);
    }

    private static String wrong(Parameter parameter, String text) {
        return "the parameter '" + parameter.name() + "' is of type "
                + parameter.type().name().toLowerCase(Locale.ROOT) + ", not " + Tree.Scalar.quoted(text) + "; give "
                + ParameterText.expected(parameter.type());
    }

    /** Every value by name, {@code started} too: what a statement's named parameters may be. */
    public Map<String, Object> forSql() {
        Map<String, Object> all = new TreeMap<>(values);
        all.put(ParameterText.STARTED, started);
        return Collections.unmodifiableMap(all);
    }

    /** The canonical form for storage: JSON with sorted names and texts as values, {@code started} among them. */
    public String text() {
        return write(forSql());
    }

    /** The canonical form without {@code started}: the same for two launches with the same values. */
    public String identityText() {
        return write(values);
    }

    /** SHA-256 of {@link #identityText}, in hex. */
    public String identity() {
        return SourceText.hash(identityText());
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws ProblemException {@code parameter-invalid}, when it does not fit what is declared
     */
    public static RunParameters read(List<Parameter> declared, String text) {
        Map<String, String> texts = new TreeMap<>();
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            json.propertyNames().forEach(name -> texts.put(name, json.path(name).asString("")));
        } catch (JacksonException e) {
            throw Problem.PARAMETER_INVALID.says("the stored parameters cannot be read: they are no JSON", e);
        }
        String started = texts.remove(ParameterText.STARTED);
        if (started == null) {
            throw Problem.PARAMETER_INVALID.says("the stored parameters cannot be read: 'started' is missing");
        }
        OffsetDateTime moment = (OffsetDateTime) ParameterText.parse(Parameter.Type.TIMESTAMP, started)
                .orElseThrow(() -> Problem.PARAMETER_INVALID
                        .with("started", started)
                        .says("the stored parameters cannot be read: 'started' is no time"));
        return of(declared, texts, moment);
    }

    private static String write(Map<String, Object> values) {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((name, value) -> texts.put(name, ParameterText.write(value)));
        return JsonMapper.shared().writeValueAsString(texts);
    }
}
