package io.steadfill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.Lane;
import io.steadfill.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process of its own: told to stop, killed, paused and joined from others. Every row gets its one token all the same. */
class StopScenario {

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private Workbench bench;

    @BeforeEach
    void aSlowJobThatIsOnce() {
        bench = Workbench.ready(folder, Lane.POSTGRESQL);
        bench.job("tokens", """
                once: true
                set: { tokens: "concat(tokens, 'x')" }
                limits: { chunk-rows: 1, duty: 1% }
                """);
    }

    @AfterEach
    void close() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        bench.close();
    }

    @Test
    void controlCStopsAfterTheChunkAndSaysHowToGoOn() throws Exception {
        Process run = startAndWaitForChunks();

        signal("INT", run);

        assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(130);
        assertThat(err()).contains("interrupted; 'resume " + bench.run() + "' goes on from the last chunk");
        assertThat(bench.state()).isEqualTo("INTERRUPTED");
        finishesWithOneTokenEach();
    }

    @Test
    @Tag("slow")
    void termStopsAfterTheChunkToo() throws Exception {
        Process run = startAndWaitForChunks();

        signal("TERM", run);

        assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(143);
        assertThat(bench.state()).isEqualTo("INTERRUPTED");
        finishesWithOneTokenEach();
    }

    @Test
    @Tag("slow")
    void aSecondRunIsRefusedWhileTheFirstLivesAndTakesOverWhenItIsKilled() throws Exception {
        Process run = startAndWaitForChunks();

        Terminal.Answer second = bench.say("run", "tokens");
        assertThat(second.code()).isEqualTo(5);
        assertThat(second.err()).contains(bench.run()).endsWith("type: /problems/run-already-active\n");

        run.destroyForcibly().waitFor();
        bench.say("tune", bench.run(), "duty=100%");
        Terminal.Answer next = bench.say("run", "tokens");
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.err())
                .contains("goes on with run " + bench.run())
                .contains("waiting until it is clear whether it lives");
        oneTokenEach();
    }

    @Test
    @Tag("slow")
    void pauseAndCancelFromAnotherProcessEndIt() throws Exception {
        Process run = startAndWaitForChunks();

        assertThat(bench.say("pause", bench.run(), "--why", "lunch").out()).contains("is PAUSING");
        assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(6);
        assertThat(bench.say("status", bench.run()).out()).contains("PAUSED").contains("lunch");
        assertThat(bench.say("pause", bench.run()).code()).isEqualTo(3);

        assertThat(bench.say("cancel", bench.run()).out()).contains("is CANCELLED");
        finishesWithOneTokenEach();
    }

    private void finishesWithOneTokenEach() {
        Terminal.Answer resumed = bench.say("run", "tokens");
        assertThat(resumed.code()).as(resumed.err() + resumed.out()).isZero();
        oneTokenEach();
    }

    private void oneTokenEach() {
        TestDatabase target = bench.target;
        assertThat(target.count("select count(*) from item where tokens = 'x'")).isEqualTo(Workbench.ROWS);
    }

    private Process startAndWaitForChunks() throws Exception {
        // A process that was begun in the background by a shell would ignore SIGINT otherwise.
        List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-cp");
        line.add(System.getProperty("java.class.path"));
        line.add("io.steadfill.SteadfillApplication");
        line.addAll(List.of(bench.arguments("run", "tokens")));
        Process run = new ProcessBuilder(line)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        processes.add(run);
        await(run, () -> bench.target.count("select count(*) from item where tokens <> ''") >= 4);
        return run;
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
    }

    private void await(Process run, BooleanSupplier condition) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until || !run.isAlive()) {
                throw new AssertionError("the run did not get going: " + err());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
