package io.steadfill.cli.demo;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.local.Embedded;
import io.steadfill.cli.local.WorkHere;
import io.steadfill.cli.terminal.LastWords;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.ProgressLine;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.StatusText;
import io.steadfill.cli.text.VerifiedText;
import io.steadfill.cli.text.Words;
import io.steadfill.database.Database;
import io.steadfill.definition.JobDefinition;
import io.steadfill.demo.SampleData;
import io.steadfill.engine.RunEnd;
import io.steadfill.problem.Problem;
import io.steadfill.run.Launched;
import io.steadfill.run.Runs;
import io.steadfill.run.Waivers;
import io.steadfill.run.proof.DataVerification;
import io.steadfill.run.proof.Verified;
import io.steadfill.run.status.RunStatus;
import io.steadfill.schema.Applied;
import io.steadfill.schema.Companions;
import io.steadfill.schema.ledger.Launch;
import io.steadfill.transform.Transforms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The main job from expand to contract, step by step, told to a person. */
public final class Demo {

    static final String JOB = "normalise-phones";
    private static final String WHY = "demo: nobody can read this number";

    private final Shell shell;
    private final Options options;
    private final Application application;

    public Demo(Shell shell, Options options, Application application) {
        this.shell = shell;
        this.options = options;
        this.application = application;
    }

    /** Returns the exit code. */
    @SuppressWarnings("try") // Held, not used.
    public int show(int rows) {
        JobDefinition job = application.jobs().load(JOB).definition();
        Database database = application.database(job);
        DemoShop shop = new DemoShop(database);
        DemoStory.Builder story = new DemoStory.Builder(rows);
        try (LastWords words = LastWords.wanted()) {
            step("making " + Words.number(rows) + " customers and their orders, from a fixed seed");
            application.runs().abandon(database.name(), shell.user());
            long began = System.nanoTime();
            shop.makeAnew(new SampleData(SampleData.DEFAULT.seed(), rows));
            Embedded.initialise(application);
            story.made(since(began));

            step("expand: applying what the job needs first");
            story.expanded(companions().expand(database, folder(job), job, launch()));

            int code = run(job, shop, story);
            if (code != 0) {
                return code;
            }

            step("verify: asking the data, and only the data");
            Verified verified = application
                    .bean(DataVerification.class)
                    .verify(database, job, application.bean(Transforms.class).forJob(folder(job)), null);
            if (!verified.isClean()) {
                shell.out().print(VerifiedText.of(verified));
                return Problem.DIVERGENCE_FOUND.exitCode();
            }

            step("contract: barrier, proof, then the change that makes it stay so");
            Applied contracted = companions().contract(database, folder(job), job, launch());
            DemoStory told = story.contracted(contracted, shop.byCountry(), shop.examples());
            shell.out().print(options.isJson() ? Json.pretty(told) + "\n" : told.text());
            return 0;
        }
    }

    private int run(JobDefinition job, DemoShop shop, DemoStory.Builder story) {
        Runs runs = application.runs();
        Launched launched = runs.launch(job, Map.of(), shell.user());
        step("run " + launched.runId() + ": every phone number into E.164 form, in chunks of about 50 ms");
        long began = System.nanoTime();
        RunEnd end = work(launched.runId());
        Duration took = since(began);
        if (end.how() == RunEnd.How.QUARANTINED) {
            List<Map<String, Object>> hopeless = shop.hopeless();
            step("waive: what nobody can read is emptied, by the job's remedy");
            story.waived(application.bean(Waivers.class).waiveAll(launched.runId(), shell.user(), WHY), hopeless);
            end = work(launched.runId());
        }
        RunStatus status = runs.status(launched.runId());
        story.ran(status, took);
        if (end.how() != RunEnd.How.COMPLETED) {
            shell.out().print(StatusText.of(status));
            return WorkHere.exitCode(end);
        }
        return 0;
    }

    private RunEnd work(String runId) {
        Runs runs = application.runs();
        try (ProgressLine line = ProgressLine.show(shell, () -> runs.status(runId))) {
            return runs.work(runId, shell.user(), line::say);
        }
    }

    private Companions companions() {
        return application.bean(Companions.class);
    }

    private Path folder(JobDefinition job) {
        return application.folder(job);
    }

    private Launch launch() {
        return new Launch(shell.user(), null);
    }

    private void step(String sentence) {
        shell.err().println("- " + sentence);
        shell.err().flush();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
