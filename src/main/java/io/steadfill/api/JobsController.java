package io.steadfill.api;

import io.steadfill.access.CurrentOperator;
import io.steadfill.access.Operator;
import io.steadfill.api.answer.Answer;
import io.steadfill.api.answer.Idempotency;
import io.steadfill.api.answer.JobAnswer;
import io.steadfill.api.answer.Links;
import io.steadfill.api.answer.RunAnswer;
import io.steadfill.api.refusal.Refusals;
import io.steadfill.api.request.Bodies;
import io.steadfill.api.request.Texts;
import io.steadfill.definition.file.JobFile;
import io.steadfill.desk.JobDesk;
import io.steadfill.desk.RunDesk;
import io.steadfill.engine.RunPlan;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.Launched;
import io.steadfill.run.status.RunQuery;
import io.steadfill.run.status.RunStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The jobs of this server: what they say, what they would do, and having them done. */
@RestController
@Tag(name = "Jobs")
@RequestMapping(Links.BASE + "/jobs")
@ConditionalOnWebApplication
class JobsController {

    private static final int LAST_RUNS = 5;

    private final CurrentOperator current;
    private final JobDesk jobs;
    private final RunDesk runs;
    private final Idempotency idempotency;

    JobsController(CurrentOperator current, JobDesk jobs, RunDesk runs, Idempotency idempotency) {
        this.current = current;
        this.jobs = jobs;
        this.runs = runs;
        this.idempotency = idempotency;
    }

    /** A list of jobs. */
    record JobList(List<JobAnswer.Line> jobs) {}

    @Operation(summary = "List jobs")
    @GetMapping
    JobList list() {
        Operator who = current.get();
        return new JobList(jobs.names(who).stream().map(name -> line(who, name)).toList());
    }

    private JobAnswer.Line line(Operator who, String name) {
        try {
            return JobAnswer.Line.of(jobs.file(who, name).definition());
        } catch (ProblemException e) {
            return JobAnswer.Line.broken(name, e);
        }
    }

    @Operation(summary = "Look at a job")
    @GetMapping("/{name}")
    JobAnswer one(@PathVariable("name") String name) {
        Operator who = current.get();
        List<RunStatus> last = runs.page(who, new RunQuery(name, null, null, null, null, LAST_RUNS))
                .runs();
        try {
            JobFile file = jobs.file(who, name);
            return JobAnswer.of(file.definition(), jobs.complaints(who, name), last);
        } catch (ProblemException e) {
            if (e.problem() == Problem.DEFINITION_INVALID) {
                return JobAnswer.broken(name, e, last);
            }
            throw e;
        }
    }

    @Operation(summary = "Find out what a run would do")
    @PostMapping("/{name}/plan")
    RunPlan plan(@PathVariable("name") String name, @RequestBody(required = false) Bodies.@Nullable Plan body) {
        Map<String, String> parameters = Texts.values("/parameters", body == null ? null : body.parameters());
        boolean sample = body != null && Boolean.TRUE.equals(body.sample());
        return jobs.plan(current.get(), name, parameters, sample);
    }

    @Operation(summary = "Launch a run, or go on with the unfinished one")
    @PostMapping("/{name}/runs")
    ResponseEntity<Object> launch(
            @PathVariable("name") String name,
            @RequestBody(required = false) Bodies.@Nullable Launch body,
            @RequestParam(name = "onDuplicate", defaultValue = "return") String onDuplicate,
            HttpServletRequest request) {
        if (!onDuplicate.equals("return") && !onDuplicate.equals("reject")) {
            throw Refusals.parameter("onDuplicate", onDuplicate, "return or reject");
        }
        Operator who = current.get();
        LaunchRequest asked = body == null ? LaunchRequest.of(Map.of()) : body.request();
        return idempotency.once(who, request, body, () -> {
            Launched launched =
                    onDuplicate.equals("reject") ? runs.launchNew(who, name, asked) : runs.launch(who, name, asked);
            RunStatus run = runs.status(who, launched.runId());
            return new Answer(
                    launched.fresh() ? 202 : 200,
                    Links.run(run.runId()),
                    run.version(),
                    RunAnswer.of(run, launched.says(), null));
        });
    }
}
