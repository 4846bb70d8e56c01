package io.steadfill.console.job;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.access.Role;
import io.steadfill.definition.JobDefinition;
import io.steadfill.definition.parameter.Parameter;
import io.steadfill.desk.JobDesk;
import io.steadfill.desk.RunDesk;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.Launched;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A job's parameters, its plan beside them, and the word that launches it. */
@Controller
@ConditionalOnWebApplication
class LaunchPage {

    private static final String PREFIX = "p.";

    /** A parameter as the form asks for it. */
    record Asked(
            String id,
            String name,
            String label,
            String type,
            @Nullable String value,
            boolean required,
            String help) {}

    private final CurrentOperator current;
    private final JobDesk jobs;
    private final RunDesk runs;

    LaunchPage(CurrentOperator current, JobDesk jobs, RunDesk runs) {
        this.current = current;
        this.jobs = jobs;
        this.runs = runs;
    }

    /** The plan here works no chunk: a look must not fire triggers or burn sequence values. */
    @GetMapping("/jobs/{job}/launch")
    String page(@PathVariable String job, @RequestParam Map<String, String> form, Model model) {
        return shown(job, form, false, model);
    }

    /** Where somebody goes back to, or loads again, what the sample showed. */
    @GetMapping("/jobs/{job}/launch/sample")
    String again() {
        return "redirect:/jobs/{job}/launch";
    }

    /** Works one chunk and rolls it back, so it is a word and not a look. */
    @PostMapping("/jobs/{job}/launch/sample")
    String plan(@PathVariable String job, @RequestParam Map<String, String> form, Model model) {
        return shown(job, form, true, model);
    }

    @PostMapping("/jobs/{job}/launch")
    String launch(@PathVariable String job, @RequestParam Map<String, String> form, RedirectAttributes redirect) {
        Launched launched = runs.launch(current.get(), job, given(form));
        redirect.addFlashAttribute("said", launched.says());
        return "redirect:/runs/" + launched.runId();
    }

    private String shown(String name, Map<String, String> form, boolean sample, Model model) {
        Operator who = current.get();
        who.require(Role.OPERATOR, name);
        JobDefinition job = jobs.definition(who, name);
        Map<String, String> given = given(form);
        model.addAttribute("job", job.name());
        model.addAttribute(
                "asked",
                job.parameters().stream()
                        .map(parameter -> asked(parameter, given))
                        .toList());
        model.addAttribute("sampled", sample);
        try {
            model.addAttribute("plan", PlanView.of(jobs.plan(who, name, given, sample)));
        } catch (ProblemException e) {
            model.addAttribute("refused", e.detail());
        }
        // A link may name what it likes: only what the job knows gets into a text that somebody pastes into a shell.
        Map<String, String> known = new TreeMap<>(given);
        known.keySet().retainAll(job.parameters().stream().map(Parameter::name).toList());
        StringBuilder line = new StringBuilder("java -jar steadfill.jar run " + name);
        known.forEach(
                (key, value) -> line.append(" --param ").append(key).append("=").append(quoted(value)));
        model.addAttribute("line", line.toString());
        model.addAttribute(
                "curl",
                "curl -X POST -H \"Authorization: Bearer $STEADFILL_TOKEN\" -H \"Idempotency-Key: $(uuidgen)\" --json "
                        + quoted(json(known)) + " "
                        + ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + "/api/v1/jobs/" + name
                        + "/runs");
        return "launch";
    }

    /** As one word of a POSIX shell, whatever it is made of. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String json(Map<String, String> given) {
        return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(Map.of("parameters", given));
    }

    /** An empty field is a parameter that was not given. */
    private static Map<String, String> given(Map<String, String> form) {
        Map<String, String> given = new TreeMap<>();
        form.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isBlank()) {
                given.put(name.substring(PREFIX.length()), value.strip());
            }
        });
        return given;
    }

    private static Asked asked(Parameter parameter, Map<String, String> given) {
        String type = parameter.type() == Parameter.Type.DATE ? "date" : "text";
        String word = switch (parameter.type()) {
            case TEXT -> "text";
            case INTEGER -> "a whole number";
            case DECIMAL -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a date";
            case TIMESTAMP -> "a time such as 2026-11-19T02:00:00Z";
        };
        return new Asked(
                "p-" + parameter.name(),
                PREFIX + parameter.name(),
                parameter.description() == null
                        ? parameter.name()
                        : parameter.name() + ": " + parameter.description().toLowerCase(Locale.ROOT),
                type,
                given.getOrDefault(parameter.name(), parameter.fallback()),
                parameter.fallback() == null,
                word + (parameter.fallback() == null ? "" : "; " + parameter.fallback() + " where nothing is given"));
    }
}
