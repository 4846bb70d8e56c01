package io.steadfill.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.steadfill.testing.CommitFault;
import io.steadfill.testing.FaultProxy;
import io.steadfill.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Kills a run that is not idempotent at every named point, again and again until it ends, and counts tokens: exactly one a row. The
 * processes are real, and so is their death.
 */
final class KillSweep {

    static final List<String> POINTS = List.of(
            "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9", "K10", "K16", "K11", "K17", "K13", "K12", "K14", "K15");

    private static final int ROWS = 600;

    /** Planning names the column too, where a run is new; what follows it is a chunk. */
    private static final int CHUNK = 2;

    private final TestDatabase target;
    private final String controlUrl;
    private final String kind;
    private final List<String> jvmArguments;
    private final Map<String, Integer> kills = new TreeMap<>();

    KillSweep(TestDatabase target, String controlUrl, String kind, String... jvmArguments) {
        this.target = target;
        this.controlUrl = controlUrl;
        this.kind = kind;
        this.jvmArguments = List.of(jvmArguments);
    }

    /** Deaths that really happened, by point. */
    Map<String, Integer> kills() {
        return kills;
    }

    /** Prepares {@value #ROWS} rows without a token. */
    void prepare() {
        try (EngineKit kit = new EngineKit(target.url(), controlUrl)) {
            kit.init();
        }
        target.execute("create table item (id bigint primary key, tokens varchar(100) not null)");
        StringBuilder values = new StringBuilder();
        for (int i = 1; i <= ROWS; i++) {
            values.append(i == 1 ? "" : ", ").append("(").append(i * 7).append(", '')");
        }
        target.execute("insert into item (id, tokens) values " + values);
    }

    /** Runs one execution that dies at the point's n-th arrival; returns whether it died there rather than ended. */
    boolean killAt(String point, int arrival, boolean fromOutside, int leaseVersion) throws Exception {
        if (point.equals("K10")) {
            return killInCommit(leaseVersion);
        }
        Process process = start(
                List.of("-Dsteadfill.fail-point=" + point + ":" + arrival + (fromOutside ? ":park" : ":halt")),
                leaseVersion);
        boolean died = fromOutside ? killWhenReached(process, point) : process.waitFor() == 9;
        process.waitFor();
        if (died) {
            kills.merge(point, 1, Integer::sum);
        }
        return died;
    }

    /** Runs one execution that is killed while it waits for the server's answer to a chunk's COMMIT; returns whether it came so far. */
    private boolean killInCommit(int leaseVersion) throws Exception {
        try (FaultProxy proxy = FaultProxy.before(target)) {
            proxy.breakCommitOf("tokens", CommitFault.HOLD_ANSWER, CHUNK);
            Process process = command(proxy.url(), List.of(), leaseVersion)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean waits = proxy.awaitBroken(Duration.ofSeconds(60));
            process.destroyForcibly().waitFor();
            if (waits) {
                kills.merge("K10", 1, Integer::sum);
            }
            return waits;
        }
    }

    /** Runs one execution without any death; returns its exit code. */
    int finish(int leaseVersion) throws Exception {
        Process process = start(List.of(), leaseVersion);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertThat(code).as(said).isZero();
        return code;
    }

    /**
     * Freezes a worker at the point by SIGSTOP, lets another process take over and finish, thaws the first one, and returns what it said at
     * its end.
     */
    String takeOverFromZombie(String point, int arrival) throws Exception {
        Process zombie = start(List.of("-Dsteadfill.fail-point=" + point + ":" + arrival + ":nap"), 1);
        StringBuilder said = new StringBuilder();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(zombie.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.append(line).append('\n');
                if (line.contains("reached " + point)) {
                    signal("STOP", zombie);
                    finish(2);
                    signal("CONT", zombie);
                }
            }
        }
        zombie.waitFor();
        return said.toString();
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Every row has one token: none was lost, none was done twice. */
    void assertOneTokenEach(String after) {
        assertThat(target.rows("select id, tokens from item where tokens <> 'x' limit 5"))
                .as(after)
                .isEmpty();
        assertThat(target.count("select count(*) from item where tokens = 'x'"))
                .as(after)
                .isEqualTo(ROWS);
    }

    private boolean killWhenReached(Process process, String point) throws Exception {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains("reached " + point)) {
                    process.destroyForcibly();
                    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                    return true;
                }
            }
        }
        return false;
    }

    private Process start(List<String> more, int leaseVersion) throws Exception {
        ProcessBuilder builder = command(target.url(), more, leaseVersion);
        if (more.stream().anyMatch(argument -> argument.endsWith(":halt"))) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        return builder.start();
    }

    private ProcessBuilder command(String targetUrl, List<String> more, int leaseVersion) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m", "-cp", classPath()));
        command.addAll(jvmArguments);
        command.addAll(more);
        command.addAll(List.of(KilledRun.class.getName(), targetUrl, controlUrl, kind, String.valueOf(leaseVersion)));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static String classPath() {
        String surefire = System.getProperty("surefire.test.class.path");
        return surefire == null ? System.getProperty("java.class.path") : surefire;
    }
}
