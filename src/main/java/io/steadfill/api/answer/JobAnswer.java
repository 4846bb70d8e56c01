package io.steadfill.api.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.parameter.Parameter;
import io.steadfill.definition.yaml.Complaint;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.status.RunStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A job as it is answered.
 *
 * @param valid whether a run may be launched, as far as its file says
 * @param errors everything that is wrong with the file, with its place
 * @param definition what the file says; null where it cannot be read
 * @param text the file itself; null where it cannot be read
 * @param lastRuns the newest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobAnswer(
        String name,
        boolean valid,
        List<Fault> errors,
        @Nullable Map<String, Object> definition,
        @Nullable String text,
        @Nullable String hash,
        List<Asked> parameters,
        List<RunAnswer> lastRuns,
        List<Action> actions,
        Map<String, String> links) {

    /** One thing that is wrong with the file. */
    public record Fault(String pointer, String detail, String file, int line, int column) {

        static Fault of(Complaint complaint) {
            return new Fault(
                    complaint.path().isEmpty() ? "" : "/" + complaint.path().replace('.', '/'),
                    complaint.message() + (complaint.cure() == null ? "" : "; " + complaint.cure()),
                    complaint.file(),
                    complaint.line(),
                    complaint.column());
        }
    }

    /**
     * A parameter that a launch gives.
     *
     * @param fallback the value where none is given; null makes it required
     */
    public record Asked(
            String name,
            String type,
            @Nullable String fallback,
            @Nullable String description) {

        static Asked of(Parameter parameter) {
            return new Asked(
                    parameter.name(),
                    parameter.type().name().toLowerCase(Locale.ROOT),
                    parameter.fallback(),
                    parameter.description());
        }
    }

    /** A job in a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            String name,
            boolean valid,
            @Nullable String description,
            @Nullable String owner,
            @Nullable String database,
            @Nullable String table,
            @Nullable String says,
            Map<String, String> links) {

        public static Line of(JobDefinition job) {
            return new Line(
                    job.name(),
                    true,
                    job.description(),
                    job.owner(),
                    job.database(),
                    job.table().toString(),
                    null,
                    Map.of("self", Links.job(job.name())));
        }

        public static Line broken(String name, ProblemException why) {
            return new Line(name, false, null, null, null, null, why.detail(), Map.of("self", Links.job(name)));
        }
    }

    public static JobAnswer of(JobDefinition job, List<Complaint> complaints, List<RunStatus> lastRuns) {
        return new JobAnswer(
                job.name(),
                complaints.isEmpty(),
                complaints.stream().map(Fault::of).toList(),
                definition(job.text()),
                job.text(),
                job.hash(),
                job.parameters().stream().map(Asked::of).toList(),
                lastRuns.stream().map(RunAnswer::of).toList(),
                complaints.isEmpty() ? actions(job) : List.of(),
                links(job.name(), job.database()));
    }

    public static JobAnswer broken(String name, ProblemException why, List<RunStatus> lastRuns) {
        List<Fault> faults = new ArrayList<>();
        if (why.facts().get("errors") instanceof List<?> errors) {
            errors.forEach(error -> faults.add(Fault.of((Complaint) error)));
        }
        return new JobAnswer(
                name,
                false,
                faults,
                null,
                null,
                null,
                List.of(),
                lastRuns.stream().map(RunAnswer::of).toList(),
                List.of(),
                links(name, null));
    }

    private static Map<String, String> links(String name, @Nullable String database) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", Links.job(name));
        links.put("runs", Links.BASE + "/runs?job=" + Links.encoded(name));
        if (database != null) {
            links.put("database", Links.database(database));
        }
        return links;
    }

    private static List<Action> actions(JobDefinition job) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        job.parameters().stream()
                .map(Asked::of)
                .forEach(asked -> parameters.put(
                        asked.name(), asked.fallback() == null ? "<" + asked.type() + ">" : asked.fallback()));
        String self = Links.job(job.name());
        return List.of(
                new Action(
                        "plan",
                        "POST",
                        self + "/plan",
                        Map.of(),
                        Map.of("parameters", parameters, "sample", true),
                        "see what a run would do; with sample a chunk is worked and rolled back"),
                new Action(
                        "launch",
                        "POST",
                        self + "/runs",
                        Map.of(Idempotency.HEADER, "<any text of yours, so that sending it twice does it once>"),
                        Map.of("parameters", parameters),
                        "launch a run, or go on with its unfinished one"));
    }

    /** The file as JSON; it was read and checked before. */
    private static Map<String, Object> definition(String text) {
        Map<String, Object> definition = new LinkedHashMap<>();
        if (new Load(LoadSettings.builder().build()).loadFromString(text) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> definition.put(String.valueOf(name), value));
        }
        return definition;
    }
}
