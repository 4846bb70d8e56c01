package io.steadfill.cli;

import io.steadfill.cli.local.Application;
import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.VerifiedText;
import io.steadfill.definition.JobDefinition;
import io.steadfill.problem.Problem;
import io.steadfill.run.proof.DataVerification;
import io.steadfill.run.proof.Verified;
import io.steadfill.transform.Transforms;
import io.steadfill.verify.walk.Extent;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify JOB}: asks the data, and only the data. */
@Command(
        name = "verify",
        description = "Ask the data whether a job is done. Reads only.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    /** How much is computed again. */
    enum Recompute {
        sample,
        all
    }

    private final Shell shell;

    @Mixin
    private final Options options = new Options();

    @Parameters(paramLabel = "JOB", description = "a job of the jobs folder")
    private String job = "";

    @Option(
            names = "--recompute",
            paramLabel = "sample|all",
            arity = "0..1",
            fallbackValue = "sample",
            description = "also do the work again, without writing, and compare")
    private @Nullable Recompute recompute;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.applyToLog();
        try (Application application = Application.start(shell, options)) {
            JobDefinition definition = application.job(job);
            Verified verified = application
                    .bean(DataVerification.class)
                    .verify(
                            application.database(definition),
                            definition,
                            application.bean(Transforms.class).forJob(application.folder(definition)),
                            extent(),
                            shell.user());
            shell.out().print(options.isJson() ? Json.pretty(verified) + "\n" : VerifiedText.of(verified));
            return verified.isClean() ? 0 : Problem.DIVERGENCE_FOUND.exitCode();
        }
    }

    private @Nullable Extent extent() {
        return recompute == null
                ? null
                : switch (recompute) {
                    case sample -> Extent.SAMPLE;
                    case all -> Extent.ALL;
                };
    }
}
