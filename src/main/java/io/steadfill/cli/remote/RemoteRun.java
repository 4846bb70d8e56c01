package io.steadfill.cli.remote;

import io.steadfill.cli.terminal.Options;
import io.steadfill.cli.terminal.Shell;
import io.steadfill.cli.text.Json;
import io.steadfill.cli.text.StatusText;
import io.steadfill.problem.Problem;
import io.steadfill.problem.ProblemException;
import io.steadfill.run.LaunchRequest;
import io.steadfill.run.life.HoldKind;
import io.steadfill.run.life.RunState;
import io.steadfill.run.status.RunStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Has a server run a job, and waits for it where that was asked for. */
public final class RemoteRun {

    private static final int QUARANTINED = 4;
    private static final int PAUSED = 6;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TAKEN_UP_WITHIN = Duration.ofSeconds(30);
    /** How long a server may be away while we wait: a rolling restart. */
    private static final Duration AWAY_MAX = Duration.ofMinutes(2);

    private final Shell shell;
    private final Options options;
    private final Remote remote;

    public RemoteRun(Shell shell, Options options, Remote remote) {
        this.shell = shell;
        this.options = options;
        this.remote = remote;
    }

    /**
     * Launches and says so.
     *
     * @param key null for a new one: said again, it is meant again, and a date is unique whoever asks
     * @param onlyNew whether an unfinished run is a refusal
     */
    public RunStatus launch(String job, LaunchRequest asked, @Nullable String key, boolean onlyNew) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("parameters", asked.parameters());
        if (asked.businessDate() != null) {
            body.put("businessDate", asked.businessDate().toString());
        }
        if (asked.ignoreHours() != null) {
            body.put("ignoreHours", asked.ignoreHours());
        }
        String sent = key == null ? UUID.randomUUID().toString() : key;
        JsonNode answer = launch(
                "/api/v1/jobs/" + encoded(job) + "/runs?onDuplicate=" + (onlyNew ? "reject" : "return"), body, sent);
        shell.err().println(answer.path("note").asString("launched"));
        shell.err().flush();
        return Remote.as(answer, RunStatus.class);
    }

    /** The key makes it safe to ask again where nobody knows whether the first was heard. */
    private JsonNode launch(String path, Map<String, Object> body, String key) {
        Map<String, String> headers = Map.of("Idempotency-Key", key);
        try {
            return remote.post(path, body, headers);
        } catch (ProblemException e) {
            if (e.problem() != Problem.SERVER_UNREACHABLE) {
                throw e;
            }
            return remote.post(path, body, headers);
        }
    }

    /**
     * Waits until the run is over or waits for somebody. Ctrl-C ends only the waiting.
     *
     * @param patience null waits as long as it takes
     * @param launched as the server had it at its launch; the end of one that was over is not the one that is waited for, as long as a node
     *     may need to take it up. Null where nobody launched it
     * @return the exit code
     */
    public int await(String runId, @Nullable Duration patience, @Nullable RunStatus launched) {
        AtomicBoolean over = new AtomicBoolean();
        Thread hook = new Thread(() -> detached(runId, over), "steadfill-detached");
        Runtime.getRuntime().addShutdownHook(hook);
        long began = System.nanoTime();
        long heard = began;
        try {
            while (true) {
                try {
                    RunStatus run = Remote.as(remote.get("/api/v1/runs/" + encoded(runId)), RunStatus.class);
                    heard = System.nanoTime();
                    boolean before = launched != null
                            && isEndOf(launched, run)
                            && System.nanoTime() - began < TAKEN_UP_WITHIN.toNanos();
                    Integer code = before ? null : exitCode(run);
                    if (code != null) {
                        over.set(true);
                        print(run);
                        return code;
                    }
                    if (shell.live()) {
                        shell.err().print("\r\u001b[K" + StatusText.line(run));
                        shell.err().flush();
                    }
                } catch (ProblemException e) {
                    boolean passes = e.problem() == Problem.SERVER_UNREACHABLE
                            || e.problem().status() == 503;
                    if (!passes || System.nanoTime() - heard > AWAY_MAX.toNanos()) {
                        throw e;
                    }
                }
                if (patience != null && System.nanoTime() - began > patience.toNanos()) {
                    over.set(true);
                    shell.err().println("run " + runId + " goes on; " + reattach(runId));
                    return Problem.LEASE_BUSY.exitCode();
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        } finally {
            over.set(true);
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is going down already; the hook has said what there was to say.
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isEndOf(RunStatus launched, RunStatus run) {
        return launched.ended() != null
                && launched.ended().equals(run.ended())
                && (run.state() == RunState.FAILED || run.state() == RunState.QUARANTINED);
    }

    private void detached(String runId, AtomicBoolean over) {
        if (!over.get()) {
            shell.err().println();
            shell.err().println("detached: run " + runId + " goes on; " + reattach(runId));
            shell.err().flush();
        }
    }

    private String reattach(String runId) {
        return "look at it by 'status " + runId + " --url " + remote.address() + "', wait for it by 'status " + runId
                + " --url " + remote.address() + " --wait'";
    }

    private void print(RunStatus run) {
        if (shell.live()) {
            shell.err().print("\r\u001b[K");
            shell.err().flush();
        }
        shell.out().print(options.isJson() ? Json.pretty(run) + "\n" : StatusText.of(run));
        shell.out().flush();
    }

    /** Null while it goes on by itself. */
    static @Nullable Integer exitCode(RunStatus run) {
        return switch (run.state()) {
            case COMPLETED -> 0;
            case QUARANTINED -> QUARANTINED;
            case FAILED ->
                Problem.ofCode(String.valueOf(run.problem()))
                        .orElse(Problem.RUN_FAILED)
                        .exitCode();
            case PAUSED, CANCELLED, UNDONE -> PAUSED;
            case WAITING ->
                run.holds().stream().anyMatch(hold -> hold.kind() == HoldKind.APPROVAL)
                        ? Problem.APPROVAL_REQUIRED.exitCode()
                        : null;
            case PENDING, RUNNING, PAUSING, CANCELLING, INTERRUPTED, VERIFYING, UNDOING -> null;
        };
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
